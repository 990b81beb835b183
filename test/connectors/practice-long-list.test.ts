import { afterEach, beforeEach, expect, it } from 'vitest';
import { randomBytes } from 'node:crypto';
import { createHttp } from '#electron/connectors/http/fetch';
import { createPracticeConnector } from '#electron/connectors/practice/practice';
import { addPastPost } from '#electron/connectors/practice/sample-login';
import { realClock } from '#test/connectors/support/real-clock';
import { startPractice, type StartedPractice } from '#test/support/practice';
import { connectPractice } from '#test/support/practice-session';

const http = createHttp({ clock: realClock, userAgent: 'Linnet/test' });
let network: StartedPractice;
const deps = { http, clock: realClock, resolveBase: () => network.url, honoursKeys: () => false, randomBytes: (n: number) => randomBytes(n) };
const connector = createPracticeConnector(deps);

beforeEach(async () => { network = await startPractice(); });
afterEach(async () => { await network.stop(); });

it('a look finds a post, and tells its absence, behind more than a thousand that went out since', async () => {
  await network.admin.honourKeys(false);
  const session = await connectPractice(deps, network, 'Harbour Lane');
  const committedAt = realClock.now() - 3_600_000;
  const publishedThen = async (text: string, at: number): Promise<string> => {
    const past = await addPastPost(deps, { base: network.url, secret: network.secret }, { handle: session.handle, text, media: [], at, key: text });
    return past.ok ? past.value.remoteId : '';
  };
  const lost = await publishedThen('Lost on its way back', committedAt + 20);
  for (let i = 0; i < 1_050; i += 1) await publishedThen(`Another, number ${i}`, committedAt + 1_000 + i);
  const look = (text: string) => connector.publish.findPublished({
    publicationId: 'p', session, outgoing: { parts: [{ text, media: [] }], options: {}, dueAt: committedAt }, key: 'k', saved: {}, save: () => undefined, committedAt, signal: new AbortController().signal,
  });
  expect(await look('Lost on its way back')).toMatchObject({ ok: true, value: { type: 'published', remoteId: lost } });
  expect(await look('Never sent')).toMatchObject({ ok: true, value: { type: 'absent' } });
});
