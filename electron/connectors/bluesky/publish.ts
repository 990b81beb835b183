import { z } from 'zod';
import { type Millis, MINUTE } from '#core/clock';
import type { Json } from '#core/json';
import { err, ok, type Result } from '#core/result';
import { blueskyFacets } from '#core/text';
import type { Session } from '../ports/account';
import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';
import type { CommitOutcome, Found, OutgoingMedia, PublishContext, PublishPort } from '../ports/publish';
import type { BlueskyClient, BlueskyDeps } from './client';
import { createFindByWords } from './find-by-words';
import { fetchLinkCard } from '../http/link-card';
import { isGone } from '../http/read-error';
import { createGates, gatesFor, noteGates } from './gates';
import { prepareQuote } from './quote';
import { quotedRef } from './quoted';
import { blobStep, buildRecord, cardStep, createdAtStep, mentionStep, partStep, rkeyOf, thumbStep, uploadedAtStep } from './record';
import { readRef, refAnswer, type StrongRef } from './strong-ref';
import { createTid, partTid } from './tid';

const POSTS = 'app.bsky.feed.post';
/** A server may throw away a blob that no record uses, an hour after its upload at the earliest (atproto.com/specs/blob, told second hand, 2026-11-22). */
const UPLOAD_LIFE: Millis = 45 * MINUTE;
/** A hundred megabytes on a slow line. */
const VIDEO_TIMEOUT: Millis = 18 * MINUTE;
const blobAnswer = z.object({ blob: z.object({ $type: z.literal('blob'), ref: z.object({ $link: z.string() }), mimeType: z.string(), size: z.number() }) });
const recordAnswer = refAnswer.extend({ value: z.object({ text: z.string() }) });
const listAnswer = z.object({ records: z.array(z.object({ uri: z.string(), value: z.unknown() })) });
const replyValue = z.object({ reply: z.object({ root: z.object({ uri: z.string() }) }) });

export function createPublishPort(deps: BlueskyDeps, client: BlueskyClient): PublishPort {
  const { clock, bases } = deps;
  const gates = createGates(client);
  const findByWords = createFindByWords(client, gates.allThere);
  const permalink = (session: Session, uri: string): string => `${bases.app}/profile/${session.remoteId}/post/${rkeyOf(uri)}`;

  const isFresh = ({ saved }: PublishContext, step: string): boolean => {
    const at = saved[uploadedAtStep(step)];
    return saved[step] !== undefined && typeof at === 'number' && clock.now() - at < UPLOAD_LIFE;
  };

  async function upload(context: PublishContext, step: string, data: Uint8Array, type: string): Promise<Result<Json, ConnectorError>> {
    const made = await client.read(context.session, { method: 'POST', name: 'com.atproto.repo.uploadBlob', bytes: { data, type }, effect: 'reads', signal: context.signal }, blobAnswer);
    if (!made.ok) return made;
    context.save(step, made.value.blob);
    context.save(uploadedAtStep(step), clock.now());
    return ok(made.value.blob);
  }

  /** To the account's own server, as one blob; the app view makes what players want of it once the post is there. */
  async function uploadVideo(context: PublishContext, step: string, media: OutgoingMedia): Promise<Result<Json, ConnectorError>> {
    const made = await client.read(context.session, {
      method: 'POST', name: 'com.atproto.repo.uploadBlob', file: { source: media, type: media.mime }, timeoutMs: VIDEO_TIMEOUT, effect: 'reads', signal: context.signal,
    }, blobAnswer);
    if (!made.ok) return made;
    context.save(step, made.value.blob);
    context.save(uploadedAtStep(step), clock.now());
    return ok(made.value.blob);
  }

  async function prepareCard(context: PublishContext): Promise<Result<null, ConnectorError>> {
    const first = context.outgoing.parts[0];
    const link = first === undefined || first.media.length > 0 || context.outgoing.options['linkCard'] === false ? undefined : blueskyFacets(first.text).find((f) => f.kind === 'link');
    if (link === undefined || link.kind !== 'link' || !URL.canParse(link.uri)) return ok(null);
    const known = context.saved[cardStep];
    if (known !== undefined && (context.saved[thumbStep] === undefined || isFresh(context, thumbStep))) return ok(null);
    const card = await fetchLinkCard(deps.http.publicOnly, link.uri, context.signal);
    const thumb = card.image === null ? null : await upload(context, thumbStep, card.image.bytes, card.image.type);
    // A thumb the server does not want is left out; a lost line or a dead login is told.
    if (thumb !== null && !thumb.ok && thumb.error.type !== 'rejected') return thumb;
    context.save(cardStep, { uri: card.uri, title: card.title, description: card.description, ...(thumb?.ok === true ? { thumb: thumb.value } : {}) });
    return ok(null);
  }

  async function prepareMentions(context: PublishContext): Promise<void> {
    for (const part of context.outgoing.parts) {
      for (const facet of blueskyFacets(part.text)) {
        if (facet.kind !== 'mention' || context.saved[mentionStep(facet.handle)] !== undefined) continue;
        const did = await deps.identities.didOf(facet.handle, context.signal);
        // Unknown people stay plain text; a look-up that failed is not saved, so that the next preparation tries again.
        if (did.ok) context.save(mentionStep(facet.handle), did.value ?? '');
      }
    }
  }

  const prepare: PublishPort['prepare'] = async (context) => {
    if (gatesFor(context) === null) return err(notUnderstood);
    if (context.outgoing.parts.some(({ media }) => media.length > 1 && media.some(({ kind }) => kind === 'video'))) return err(onlyByItself);
    for (const [p, part] of context.outgoing.parts.entries()) {
      for (const [m, media] of part.media.entries()) {
        const step = blobStep(p, m, media.assetId);
        if (isFresh(context, step)) continue;
        const done = media.kind === 'video' ? await uploadVideo(context, step, media) : await upload(context, step, await media.read(), media.mime);
        if (!done.ok) return done;
      }
    }
    await prepareMentions(context);
    const quoted = await prepareQuote(deps, client, context);
    return quoted.ok ? prepareCard(context) : quoted;
  };

  const getRecord = async (session: Session, rkey: string, signal: AbortSignal): Promise<Result<{ readonly ref: StrongRef; readonly text: string } | null, ConnectorError>> => {
    const found = await client.read(session, { method: 'GET', name: 'com.atproto.repo.getRecord', params: { repo: session.remoteId, collection: POSTS, rkey }, effect: 'reads', signal }, recordAnswer);
    if (found.ok) return ok({ ref: { uri: found.value.uri, cid: found.value.cid }, text: found.value.value.text });
    return isGone(found.error) ? ok(null) : found;
  };

  /** One part, at most once: our own key, and `swapRecord: null` makes the server refuse when the key is taken. */
  async function putPart(context: PublishContext, p: number, reply: Parameters<typeof buildRecord>[2], told: (answer: NetworkAnswer) => void): Promise<Result<StrongRef, ConnectorError>> {
    const rkey = partTid(context.key, p);
    const record = buildRecord(context, p, reply);
    const put = await client.read(context.session, {
      method: 'POST', name: 'com.atproto.repo.putRecord', json: { repo: context.session.remoteId, collection: POSTS, rkey, record, swapRecord: null }, effect: 'commits', signal: context.signal, told,
    }, refAnswer);
    if (put.ok && rkeyOf(put.value.uri) !== rkey) return err({ type: 'unknown', detail: 'the answer names another record' });
    if (put.ok) return ok({ uri: put.value.uri, cid: put.value.cid });
    const taken = put.error.type === 'rejected' && put.error.detail.startsWith('Record was at');
    if (!taken) return put;
    // The key is ours alone: a record under it is what an earlier try made.
    const there = await getRecord(context.session, rkey, context.signal);
    if (!there.ok) return err({ type: 'unknown', detail: 'the record exists but could not be read' });
    return there.value !== null && there.value.text === record['text'] ? ok(there.value.ref) : put;
  }

  const published = (session: Session, ref: StrongRef): CommitOutcome & Found => ({ type: 'published', remoteId: ref.uri, permalink: permalink(session, ref.uri) });

  const commit: PublishPort['commit'] = async (context) => {
    if (gatesFor(context) === null) return notUnderstood;
    if (quotedRef(context) === undefined) return { type: 'unavailable', detail: 'the post to quote is not looked up yet' };
    noteGates(context);
    // Written down before this call, so a replay has the same; saving it here would say that a part is out.
    const saved = { ...context.saved, [createdAtStep]: new Date(context.committedAt ?? clock.now()).toISOString() };
    let root: StrongRef | null = null;
    let parent: StrongRef | null = null;
    const answers: NetworkAnswer[] = [];
    for (const p of context.outgoing.parts.keys()) {
      const done: StrongRef | null = readRef(context.saved[partStep(p)]);
      if (done === null) {
        const made: Result<StrongRef, ConnectorError> = await putPart({ ...context, saved }, p, root === null || parent === null ? null : { root, parent }, (answer) => answers.push(answer));
        if (!made.ok) return made.error;
        context.save(partStep(p), { ...made.value });
        parent = made.value;
      } else parent = done;
      root ??= parent;
      const gated: Result<null, ConnectorError> = await gates.put({ ...context, saved }, p, parent, (answer) => answers.push(answer));
      if (!gated.ok) return gated.error;
    }
    return root === null ? { type: 'rejected', reason: 'invalid', detail: 'there is nothing to publish' } : { ...published(context.session, root), ...lastOf(answers) };
  };

  return {
    // The clock id alone has ten bits: too few for many posts that become due in the same millisecond.
    chooseKey: (now, randomBytes) => { const [a = 0, b = 0, c = 0, d = 0] = randomBytes(4); return createTid(now, (a << 8) | b, ((c << 8) | d) % 1000); },
    prepare,
    commit,
    check: async (context, ref) => {
      const found = await getRecord(context.session, rkeyOf(ref), context.signal);
      if (!found.ok) return found.error;
      return found.value === null ? { type: 'rejected', reason: 'not-found', detail: 'the post is not there' } : published(context.session, found.value.ref);
    },
    // The account's own server answers from its own store, so "not there" is certain.
    findPublished: async (context) => {
      const refs: (StrongRef | null)[] = [];
      for (const p of context.outgoing.parts.keys()) {
        const found = await getRecord(context.session, partTid(context.key, p), context.signal);
        if (!found.ok) return found;
        if (found.value !== null) context.save(partStep(p), { ...found.value.ref });
        refs.push(found.value?.ref ?? null);
      }
      const [first] = refs;
      if (first === undefined || refs.every((ref) => ref === null)) {
        if (context.byWords !== true) return ok({ type: 'absent' });
        const sought = await findByWords(context, context.committedAt ?? context.outgoing.dueAt);
        return sought.ok && sought.value.type === 'published' ? ok({ ...sought.value, permalink: permalink(context.session, sought.value.remoteId) }) : sought;
      }
      const gated = await gates.allThere(context, refs.filter((ref) => ref !== null));
      if (!gated.ok) return gated;
      return ok(refs.includes(null) || first === null || !gated.value ? { type: 'partly' } : published(context.session, first));
    },
    replaySafeUntil: () => Infinity,
    postAt: (session, url) => {
      const shown = /^\/profile\/([A-Za-z0-9.:_-]{1,253})\/post\/([A-Za-z0-9._~-]{1,64})\/?$/.exec(url.pathname);
      if (shown === null || url.origin !== new URL(bases.app).origin || ![session.remoteId, session.handle].includes(shown[1] ?? '')) return null;
      const uri = `at://${session.remoteId}/${POSTS}/${shown[2] ?? ''}`;
      return { remoteId: uri, permalink: permalink(session, uri) };
    },
    fetchPost: async (session, remoteId, signal) => {
      const found = await getRecord(session, rkeyOf(remoteId), signal);
      return found.ok ? ok(found.value === null ? 'gone' : 'live') : found;
    },
    remove: async (session, remoteId, signal, saved = {}) => removeThread(session, remoteId, signal, saved),
    concurrency: { network: 8, account: 2 },
  };

  /** The post, and our own later parts of its thread. Deleting what is gone is a success on this network. */
  async function removeThread(session: Session, remoteId: string, signal: AbortSignal, saved: PublishContext['saved']): Promise<Result<null, ConnectorError>> {
    const list = await client.read(session, { method: 'GET', name: 'com.atproto.repo.listRecords', params: { repo: session.remoteId, collection: POSTS, limit: '100', cursor: partTid(rkeyOf(remoteId), 60), reverse: 'false' }, effect: 'reads', signal }, listAnswer);
    if (!list.ok) return list;
    const parts = list.value.records.filter((r) => replyValue.safeParse(r.value).data?.reply.root.uri === remoteId).map((r) => r.uri);
    for (const uri of [...parts, remoteId]) {
      const gone = await client.call(session, { method: 'POST', name: 'com.atproto.repo.deleteRecord', json: { repo: session.remoteId, collection: POSTS, rkey: rkeyOf(uri) }, effect: 'reads', signal });
      if (!gone.ok) return gone;
    }
    return gates.remove(session, [...parts, remoteId], saved, signal);
  }
}

const onlyByItself = { type: 'rejected', reason: 'media-invalid', detail: 'Bluesky takes a video only by itself: leave it out, or what stands beside it.' } as const;
const notUnderstood = { type: 'rejected', reason: 'invalid', detail: 'the options of this post are not understood' } as const;

/** The network's own words, of the part that went out last. */
const lastOf = (answers: readonly NetworkAnswer[]): { readonly answer?: NetworkAnswer } => { const answer = answers.at(-1); return answer === undefined ? {} : { answer }; };
