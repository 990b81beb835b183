import { type Clock, DAY, type Millis, MINUTE, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { NetworkAnswer } from '../ports/connector-error';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { CommitOutcome, PublishContext, PublishPort } from '../ports/publish';
import { saveNotBefore, type ServerTimes } from '../publishing/server-time';
import { chooseKey, partStep, published, readPart, readTried, type SavedPart, triedStep } from '../publishing/thread';
import { profileUrl, videoUrl } from './bases';
import type { TiktokClient } from './client';
import { type Draft, readDraft } from './draft';
import type { Find } from './find-published';
import { isVideoId, readVideos } from './reading';
import { type Fate, readFate } from './status';
import { forgetUpload, readUpload, type SavedUpload, type Uploads } from './upload';

/** TikTok takes half a minute to some hours. */
const SOON: Millis = 10 * SECOND;
const LATER: Millis = MINUTE;
/** A post that everybody may see gets its number once TikTok has looked it over; after this it is called out without one. */
const LOOKED_OVER: Millis = 10 * MINUTE;
/** After this nobody can say any more that TikTok is still at work. */
const LONGEST_WORK: Millis = DAY;
const OUT_STEP = 'out-since';

interface Parts {
  readonly clock: Clock;
  readonly uploads: Uploads;
  readonly find: Find;
  readonly times: ServerTimes;
}

export function createPublishPort(client: TiktokClient, { clock, uploads, find, times }: Parts): PublishPort {
  const { bases } = client;

  const done = (context: PublishContext, part: SavedPart, answer?: NetworkAnswer): CommitOutcome => {
    context.save(partStep(0), { ...part });
    return { ...published(part), ...(answer === undefined ? {} : { answer }) };
  };
  const working = (publishId: string, wait: Millis, answer?: NetworkAnswer): CommitOutcome => ({ type: 'processing', ref: publishId, checkAt: clock.now() + wait, ...(answer === undefined ? {} : { answer }) });

  /** What TikTok's word about an upload means for the post. Null: some of it has not arrived. */
  function conclude(context: PublishContext, publishId: string, fate: Fate, total: number, answer?: NetworkAnswer): CommitOutcome | null {
    const { handle } = context.session;
    switch (fate.type) {
      case 'inbox': return done(context, { id: publishId, url: profileUrl(bases, handle) }, answer);
      case 'out': {
        if (fate.id !== null) return done(context, { id: fate.id, url: videoUrl(bases, handle, fate.id) }, answer);
        const since = typeof context.saved[OUT_STEP] === 'number' ? context.saved[OUT_STEP] : clock.now();
        context.save(OUT_STEP, since);
        const waits = context.outgoing.options['privacyLevel'] === 'PUBLIC_TO_EVERYONE' && clock.now() - since < LOOKED_OVER;
        return waits ? working(publishId, LATER, answer) : done(context, { id: publishId, url: profileUrl(bases, handle) }, answer);
      }
      case 'failed':
        forgetUpload(context);
        context.save(triedStep(0), null);
        return fate.error;
      case 'gone': return { type: 'unknown', detail: 'TikTok does not know this upload any more', ...(fate.answer === undefined ? {} : { answer: fate.answer }) };
      case 'working': {
        if (fate.bytes !== null && fate.bytes < total) return null;
        const tried = readTried(context, 0);
        if (tried !== null && clock.now() - tried > LONGEST_WORK) return { type: 'unknown', detail: 'TikTok has worked on it for a day, and does not say what became of it' };
        return working(publishId, tried !== null && clock.now() - tried > 2 * MINUTE ? LATER : SOON, answer);
      }
    }
  }

  /** What became of a last chunk without an answer. Null: it is not there, so it may be sent, or everything anew. */
  async function settle(context: PublishContext, draft: Draft, upload: SavedUpload): Promise<CommitOutcome | null> {
    const fate = await readFate(client, context.session, upload.publishId, context.signal);
    if (!fate.ok) return fate.error.type === 'unavailable' ? { ...fate.error, type: 'unknown' } : fate.error;
    // TikTok does not say how much it has. While the address takes bytes the chunk may be sent again: one upload makes one post.
    if (fate.value.type === 'working' && fate.value.bytes === null && uploads.isYoung(upload)) return null;
    const outcome = conclude(context, upload.publishId, fate.value, draft.video.bytes);
    if (outcome === null && !uploads.isYoung(upload)) {
      // By TikTok's own word it is not whole, and nothing can be added to it any more.
      forgetUpload(context);
      context.save(triedStep(0), null);
    }
    return outcome;
  }

  /** TikTok did not take the last chunk. @param tried when one before it was sent without an answer; null: there was none */
  async function notTaken(context: PublishContext, draft: Draft, upload: SavedUpload, refused: Extract<Awaited<ReturnType<Uploads['finish']>>, { readonly ok: true }>['value'], tried: number | null): Promise<CommitOutcome> {
    const { log } = refused.answer;
    const fate = await readFate(client, context.session, upload.publishId, context.signal);
    if (!fate.ok) {
      context.save(triedStep(0), tried);
      return fate.error.type === 'unavailable' && tried !== null ? { ...fate.error, type: 'unknown' } : fate.error;
    }
    const mayBeThere = fate.value.type === 'working' && fate.value.bytes === null && tried !== null;
    if (mayBeThere) return working(upload.publishId, LATER, log);
    const outcome = fate.value.type === 'working' && fate.value.bytes === null ? null : conclude(context, upload.publishId, fate.value, draft.video.bytes, log);
    if (outcome !== null) return outcome;
    forgetUpload(context);
    context.save(triedStep(0), null);
    return { type: 'unavailable', detail: 'TikTok has closed the upload before it was whole, so it begins anew', answer: log };
  }

  async function send(context: PublishContext, draft: Draft): Promise<CommitOutcome> {
    if (readTried(context, 0) !== null) {
      const before = readUpload(context);
      if (before === null || before.asset !== draft.video.assetId) return { type: 'unknown', detail: 'which upload was sent is not known any more' };
      const settled = await settle(context, draft, before);
      if (settled !== null) return settled;
    }
    const tried = readTried(context, 0);
    // While a last chunk may have arrived, no other upload is begun.
    const upload = await uploads.bring(context, draft, tried !== null);
    if (!upload.ok) return upload.error;
    context.save(triedStep(0), tried ?? clock.now());
    const sent = await uploads.finish(context, draft, upload.value);
    if (!sent.ok) {
      // This call did nothing; what an earlier one did is as open as it was.
      if (sent.error.type !== 'unknown') context.save(triedStep(0), tried);
      if (sent.error.type === 'rejected' && tried === null) forgetUpload(context);
      return sent.error;
    }
    if (sent.value.type !== 'whole') return sent.value.type === 'more' ? { type: 'unknown', detail: 'TikTok waits for more of the video than there is', answer: sent.value.answer.log } : notTaken(context, draft, upload.value, sent.value, tried);
    const { log } = sent.value.answer;
    const fate = await readFate(client, context.session, upload.value.publishId, context.signal);
    // It is TikTok's now, whatever the look says.
    return (fate.ok ? conclude(context, upload.value.publishId, fate.value, 0, log) : null) ?? working(upload.value.publishId, SOON, log);
  }

  async function readPost(session: Session, id: string, signal: AbortSignal): Promise<Result<SavedPart | 'gone', ConnectorError>> {
    if (isVideoId(id)) {
      const read = await readVideos(client, session, [id], signal);
      if (!read.ok) return read;
      const video = read.value.good.find((one) => one.id === id);
      if (video === undefined && !read.value.whole) return err({ type: 'unavailable', detail: 'the answer does not have the expected fields' });
      return ok(video === undefined ? 'gone' : { id, url: videoUrl(bases, session.handle, id) });
    }
    const fate = await readFate(client, session, id, signal);
    if (!fate.ok) return fate;
    switch (fate.value.type) {
      case 'out': case 'inbox': return ok({ id, url: profileUrl(bases, session.handle) });
      case 'failed': return ok('gone');
      default: return err({ type: 'unavailable', detail: 'TikTok does not say what became of it', ...('answer' in fate.value ? { answer: fate.value.answer } : {}) });
    }
  }

  return {
    // Nothing of it is sent: TikTok takes no key. It names the publication to the engine alone.
    chooseKey,
    prepare: async (context) => {
      const draft = readDraft(context.outgoing);
      if (!draft.ok) return draft;
      // An attempt that nobody knows the end of keeps its upload: its state tells what became of it.
      if (readPart(context, 0) !== null || readTried(context, 0) !== null) return ok(null);
      saveNotBefore(context, times.last(bases.api));
      const brought = await uploads.bring(context, draft.value);
      return brought.ok ? ok(null) : brought;
    },
    commit: (context) => {
      const out = readPart(context, 0);
      if (out !== null) return Promise.resolve(published(out));
      const draft = readDraft(context.outgoing);
      if (!draft.ok) return Promise.resolve(draft.error);
      saveNotBefore(context, times.last(bases.api));
      return send(context, draft.value);
    },
    check: async (context, ref) => {
      if (isVideoId(ref)) {
        const post = await readPost(context.session, ref, context.signal);
        if (!post.ok) return post.error;
        return post.value === 'gone' ? { type: 'rejected', reason: 'not-found', detail: 'TikTok does not show this video' } : published(post.value);
      }
      const fate = await readFate(client, context.session, ref, context.signal);
      if (!fate.ok) return fate.error;
      return conclude(context, ref, fate.value, 0) ?? working(ref, LATER);
    },
    findPublished: find,
    // One upload makes one post: as long as it is known, only its own last chunk is ever sent again.
    replaySafeUntil: (_committedAt, _session, saved) => (readUpload({ saved }) === null ? null : Number.POSITIVE_INFINITY),
    postAt: (session, url) => {
      if (url.origin !== bases.web || url.username !== '') return null;
      const shown = /^\/@([\w.]{1,50})\/(?:video|photo)\/(\d{1,25})\/?$/.exec(url.pathname);
      return shown?.[1]?.toLowerCase() === session.handle.toLowerCase() ? { remoteId: shown[2] ?? null, permalink: url.origin + url.pathname } : null;
    },
    fetchPost: async (session, remoteId, signal) => {
      const post = await readPost(session, remoteId, signal);
      return post.ok ? ok(post.value === 'gone' ? 'gone' : 'live') : post;
    },
    remove: async (session, remoteId, signal) => {
      const left = await readPost(session, remoteId, signal);
      if (!left.ok) return left;
      return left.value === 'gone' ? ok(null) : err({ type: 'rejected', reason: 'forbidden', detail: 'TikTok does not let apps delete posts. Delete it in the TikTok app.' });
    },
    // Six uploads may be begun in a minute by one account.
    concurrency: { network: 4, account: 1 },
  };
}
