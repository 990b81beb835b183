import { randomBytes } from 'node:crypto';
import { DAY } from '#core/clock';
import { createHttp } from '#electron/connectors/http/fetch';
import { practiceSecret } from '#electron/connectors/practice/api-types';
import { createPracticeConnector } from '#electron/connectors/practice/practice';
import { createFakeClock } from '#test/support/fake-clock';
import { startPractice } from '#test/support/practice';
import { connectPractice } from '#test/support/practice-session';
import { conformance } from './conformance';
import type { Rig } from './support/rig';
import { startFaultProxy } from './support/fault-proxy';

async function makeRig(honourKeys: boolean): Promise<Rig> {
  const clock = createFakeClock();
  const network = await startPractice({ clock, honourKeys, accessTokenMs: 30 * DAY });
  const proxy = await startFaultProxy(network.url);
  const http = createHttp({ clock, userAgent: 'Linnet/test' });
  const connector = createPracticeConnector({ http, clock, resolveBase: () => proxy.url, honoursKeys: () => honourKeys, randomBytes: (n) => randomBytes(n) });
  const session = await connectPractice({ http, clock }, network, 'Conformance');
  const secret = practiceSecret.parse(session.secret);
  return {
    connector,
    session,
    clock,
    proxy,
    newPost: (texts, media = []) => ({ parts: texts.map((text, i) => ({ text, media: i === 0 ? media : [] })), options: {}, dueAt: clock.now() }),
    countPosts: async (text) => (await network.admin.posts()).filter((p) => p.text === text && p.deleted_at_ms === null).length,
    isCommit: (request) => request.method === 'POST' && request.path === '/api/posts',
    secrets: [secret.accessToken, secret.refreshToken],
    close: async () => {
      await proxy.close();
      await network.stop();
    },
  };
}

conformance('practice network', () => makeRig(true), { replays: true });
conformance('practice network without keys', () => makeRig(false));
