import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { startFaultProxy } from '#test/connectors/support/fault-proxy';
import { type Pds, startPds } from '#test/support/servers/pds/pds';
import { type ChaosNetwork, limitedUntil, type PublicPost } from './network';

const shown = z.object({
  uri: z.string(),
  value: z.object({
    text: z.string(), reply: z.object({ parent: z.object({ uri: z.string() }) }).optional(),
    embed: z.object({ images: z.array(z.unknown()).optional(), video: z.unknown().optional() }).optional(),
  }),
});
const page = z.object({ records: z.array(shown), cursor: z.string().optional() });

async function postsOf(pds: Pds, did: string): Promise<readonly PublicPost[]> {
  const all: PublicPost[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const answer = await fetch(`${pds.url}/xrpc/com.atproto.repo.listRecords?repo=${did}&collection=app.bsky.feed.post&limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`);
    const read: z.infer<typeof page> = page.parse(await answer.json());
    for (const { uri, value: { text, reply, embed } } of read.records) all.push({ id: uri, text, replyTo: reply?.parent.uri ?? null, media: embed?.images?.length ?? (embed?.video === undefined ? 0 : 1) });
    cursor = read.records.length === 0 ? undefined : read.cursor;
  }
  return all;
}

/** A real server, with an app password: a proof of OAuth names the address it was made for, so it cannot go through a proxy. */
export const bluesky: ChaosNetwork = {
  id: 'bluesky', kinds: ['text', 'thread', 'picture', 'video', 'thread-picture'], options: {}, canDouble: false, guard: 'the record key', readsBack: true,
  isCommit: ({ method, path }) => method === 'POST' && /^\/xrpc\/com\.atproto\.repo\.(?:putRecord|createRecord|applyWrites)$/.test(path),
  isUpload: ({ method, path }) => method === 'POST' && path.startsWith('/xrpc/com.atproto.repo.uploadBlob'),
  limited: () => limitedUntil('ratelimit-reset', { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' }),
  start: async () => {
    const pds = await startPds();
    const { did, handle, accessJwt, refreshJwt } = await pds.addAccount(`chaos${randomBytes(3).toString('hex')}`, 'a-password');
    const proxy = await startFaultProxy(pds.url);
    return {
      developer: { plc: pds.plc, handleResolver: pds.url }, proxy, loginMethod: 'app-password',
      connected: {
        serverUrl: proxy.url, secret: { kind: 'password', accessJwt, refreshJwt }, expiresAt: null, scopes: [], missingScopes: [],
        profile: { remoteId: did, handle, displayName: handle, profileUrl: `https://bsky.app/profile/${did}`, avatarUrl: null, followers: null, limits: null },
      },
      posts: () => postsOf(pds, did),
      close: async () => { await proxy.close(); await pds.close(); },
    };
  },
};
