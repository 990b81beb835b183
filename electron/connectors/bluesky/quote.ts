import { z } from 'zod';
import { err, ok, type Result } from '#core/result';
import { isGone } from '../http/read-error';
import type { ConnectorError } from '../ports/connector-error';
import type { PublishContext } from '../ports/publish';
import type { BlueskyClient, BlueskyDeps } from './client';
import { quotedRef, quoteLinkOf, quoteStep } from './quoted';
import { refAnswer, type StrongRef } from './strong-ref';

const POSTS = 'app.bsky.feed.post';
const seenAnswer = z.object({ posts: z.array(z.object({ uri: z.string(), cid: z.string(), viewer: z.object({ embeddingDisabled: z.boolean().optional() }).optional() })).max(1) });
const gateAnswer = z.object({ value: z.object({ embeddingRules: z.array(z.object({ $type: z.string() })).default([]) }) });

const refused = (reason: 'not-found' | 'forbidden' | 'invalid', detail: string): Result<never, ConnectorError> => err({ type: 'rejected', reason, detail });
const gone = refused('not-found', 'The post to quote is not there any more: mend the link, or take it out.');

/** Finds the post behind the link. Once a part may be out it stays as it was found, for a replay sends the very same. */
export async function prepareQuote(deps: BlueskyDeps, client: BlueskyClient, context: PublishContext): Promise<Result<null, ConnectorError>> {
  const link = quoteLinkOf(context);
  if (link === '' || (context.committedAt !== null && quotedRef(context) !== undefined)) return ok(null);
  const address = /^(?:at:\/\/([^/]+)\/app\.bsky\.feed\.post|https?:\/\/[^/]+\/profile\/([^/]+)\/post)\/([A-Za-z0-9._~-]{1,512})\/?(?:[?#].*)?$/.exec(link);
  const [, atName, webName, rkey = ''] = address ?? [];
  const name = atName ?? webName;
  if (name === undefined) return refused('invalid', 'The link to quote is not one of a Bluesky post: copy it from the post itself.');
  const did = name.startsWith('did:') ? name : await handleOf(deps, name, context.signal);
  if (typeof did !== 'string') return did ?? gone;
  const found = await find(client, context, did, rkey);
  if (!found.ok) return found;
  context.save(quoteStep, { link, ...found.value });
  return ok(null);
}

async function handleOf(deps: BlueskyDeps, name: string, signal: AbortSignal): Promise<string | null | Result<never, ConnectorError>> {
  const did = await deps.identities.didOf(name.toLowerCase(), signal);
  return did.ok ? did.value : err({ type: 'unavailable', detail: 'detail' in did.error ? String(did.error.detail) : did.error.type });
}

/** The app view knows what may be quoted; where it cannot be asked, the account's own server is, which hands on what is not its own. */
async function find(client: BlueskyClient, { session, signal }: PublishContext, did: string, rkey: string): Promise<Result<StrongRef, ConnectorError>> {
  const uri = `at://${did}/${POSTS}/${rkey}`;
  const seen = await client.read(session, { method: 'GET', name: 'app.bsky.feed.getPosts', params: { uris: [uri] }, effect: 'reads', signal }, seenAnswer);
  if (seen.ok) {
    const [post] = seen.value.posts;
    if (post === undefined) return gone;
    return post.viewer?.embeddingDisabled === true ? closed : ok({ uri: post.uri, cid: post.cid });
  }
  if (seen.error.type === 'reauth' || seen.error.type === 'aborted' || seen.error.type === 'rate-limited') return seen;
  const record = (collection: string) => ({ method: 'GET', name: 'com.atproto.repo.getRecord', params: { repo: did, collection, rkey }, effect: 'reads', signal }) as const;
  const post = await client.read(session, record(POSTS), refAnswer);
  if (!post.ok) return isGone(post.error) ? gone : post;
  const gate = await client.read(session, record('app.bsky.feed.postgate'), gateAnswer);
  if (gate.ok && gate.value.value.embeddingRules.some(({ $type }) => $type === 'app.bsky.feed.postgate#disableRule')) return closed;
  return ok({ uri: post.value.uri, cid: post.value.cid });
}

const closed = refused('forbidden', 'Its author lets nobody quote that post: take the link out.');
