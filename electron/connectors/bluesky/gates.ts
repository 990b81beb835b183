import { type BlueskyOptions, blueskyOptions } from '#core/networks';
import type { Json, JsonObject } from '#core/json';
import { ok, type Result } from '#core/result';
import { isGone } from '../http/read-error';
import type { Session } from '../ports/account';
import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';
import type { PublishContext } from '../ports/publish';
import type { BlueskyClient } from './client';
import { createdAtStep, rkeyOf } from './record';
import { refAnswer, type StrongRef } from './strong-ref';

/**
 * Who can reply is a record beside the first post, who can quote one beside each post, under the very key of that post
 * (lexicons app.bsky.feed.threadgate and app.bsky.feed.postgate, read 2026-11-22). So their keys are known before the first byte.
 */
type GateKind = 'threadgate' | 'postgate';
interface Gate { readonly kind: GateKind; readonly part: number; readonly rules: JsonObject }

/** Which kinds of gate this publication has: what a removal takes away with the posts. */
const gatesStep = 'gates';
const gateStep = ({ kind, part }: Pick<Gate, 'kind' | 'part'>): string => `gate:${kind}:${part}`;
const collectionOf = (kind: GateKind): string => `app.bsky.feed.${kind}`;
const rule = (name: string): Json => ({ $type: `app.bsky.feed.threadgate#${name}Rule` });

/** Nobody at all is an empty list. */
const replyRules: { readonly [C in Exclude<BlueskyOptions['replyControl'], 'everyone'>]: readonly Json[] } = {
  nobody: [], mentioned: [rule('mention')], followers: [rule('follower')], following: [rule('following')],
  followers_mentioned: [rule('follower'), rule('mention')], following_mentioned: [rule('following'), rule('mention')],
};

/** Null where the options are not understood: then nothing goes out, rather than a post that everybody may answer. */
export function gatesFor({ outgoing }: Pick<PublishContext, 'outgoing'>): readonly Gate[] | null {
  const options = blueskyOptions.safeParse(outgoing.options);
  if (!options.success) return null;
  const { allowQuotes, replyControl } = options.data;
  return outgoing.parts.flatMap((_, part): readonly Gate[] => [
    ...(part === 0 && replyControl !== 'everyone' ? [{ kind: 'threadgate' as const, part, rules: { allow: [...replyRules[replyControl]] } }] : []),
    ...(allowQuotes ? [] : [{ kind: 'postgate' as const, part, rules: { embeddingRules: [{ $type: 'app.bsky.feed.postgate#disableRule' }] } }]),
  ]);
}

/** Writes down, before anything is public, which gates there will be. */
export function noteGates(context: PublishContext): void {
  const kinds = [...new Set((gatesFor(context) ?? []).map(({ kind }) => kind))];
  if (kinds.length > 0 && context.saved[gatesStep] === undefined) context.save(gatesStep, kinds);
}

export function createGates(client: BlueskyClient) {
  /** The gates of one part that is out, each at most once: `swapRecord: null` makes the server refuse when one is there. */
  async function put(context: PublishContext, part: number, post: StrongRef, told: (answer: NetworkAnswer) => void): Promise<Result<null, ConnectorError>> {
    for (const gate of gatesFor(context) ?? []) {
      if (gate.part !== part || context.saved[gateStep(gate)] !== undefined) continue;
      const collection = collectionOf(gate.kind);
      const record = { $type: collection, post: post.uri, ...gate.rules, createdAt: context.saved[createdAtStep] ?? '' };
      const made = await client.read(context.session, {
        method: 'POST', name: 'com.atproto.repo.putRecord', json: { repo: context.session.remoteId, collection, rkey: rkeyOf(post.uri), record, swapRecord: null }, effect: 'commits', signal: context.signal, told,
      }, refAnswer);
      // One that is there already is from an earlier try, or the person has changed it since.
      if (!made.ok && !(made.error.type === 'rejected' && made.error.detail.startsWith('Record was at'))) return made;
      context.save(gateStep(gate), true);
    }
    return ok(null);
  }

  /** Whether every gate of these parts is there. Only reads, and saves nothing: a gate that is put again is refused and thereby known. */
  async function allThere(context: PublishContext, posts: readonly StrongRef[]): Promise<Result<boolean, ConnectorError>> {
    for (const gate of gatesFor(context) ?? []) {
      const post = posts[gate.part];
      if (post === undefined || context.saved[gateStep(gate)] !== undefined) continue;
      const params = { repo: context.session.remoteId, collection: collectionOf(gate.kind), rkey: rkeyOf(post.uri) };
      const found = await client.read(context.session, { method: 'GET', name: 'com.atproto.repo.getRecord', params, effect: 'reads', signal: context.signal }, refAnswer);
      if (!found.ok && !isGone(found.error)) return found;
      if (!found.ok) return ok(false);
    }
    return ok(true);
  }

  /** Takes away the gates of posts that are deleted already. What is not there is a success on this network. */
  async function remove(session: Session, posts: readonly string[], saved: PublishContext['saved'], signal: AbortSignal): Promise<Result<null, ConnectorError>> {
    const noted = saved[gatesStep];
    const kinds = (['threadgate', 'postgate'] as const).filter((kind) => Array.isArray(noted) && noted.includes(kind));
    for (const uri of posts) {
      for (const kind of kinds) {
        const gone = await client.call(session, { method: 'POST', name: 'com.atproto.repo.deleteRecord', json: { repo: session.remoteId, collection: collectionOf(kind), rkey: rkeyOf(uri) }, effect: 'reads', signal });
        if (!gone.ok) return gone;
      }
    }
    return ok(null);
  }

  return { put, allThere, remove };
}
