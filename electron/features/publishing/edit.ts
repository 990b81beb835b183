import type { EditedPost, EditOffer } from '#core/contract/publishing';
import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import type { JsonObject } from '#core/json';
import { limitsFor, networkFacts } from '#core/networks';
import type { MediaUse, ThreadPart } from '#core/posts/content';
import { editProblems } from '#core/posts/preflight-edit';
import { err, ok } from '#core/result';
import { sanitiseText } from '#core/text';
import type { EditPort } from '#electron/connectors/ports/edit';
import { entry } from './journal';
import { notesOf, stepsOf, withNotes } from './notes';
import type { Attempt, Job, Write } from './publishing-store';
import { newAttempt } from './ready';
import type { Tools } from './work';

/** What a publication says after it was changed where it is published. */
export interface EditedContent {
  readonly text: string;
  readonly media: readonly MediaUse[];
  readonly thread: readonly ThreadPart[];
  readonly options: JsonObject;
}

/** Writes down what a live post says, and keeps what it said before; the posts feature fits it. */
export interface EditKeeper {
  /** What it says now becomes a version, unless it is one. */
  readonly before: (publicationId: Id) => void;
  readonly after: (publicationId: Id, content: EditedContent) => void;
}

export interface Editing {
  /** What of it can be changed now; null: nothing. */
  readonly editOffer: (id: Id) => EditOffer | null;
  /** Changes the live post on its network. Said again with the same words it changes nothing more. */
  readonly editOnNetwork: (id: Id, wanted: EditedPost) => Promise<AppResult<null>>;
}

export function createEditing(tools: Tools): Editing {
  const { deps, writer } = tools;
  const { store, clock, newId } = deps;
  const inHand = new Set<Id>();

  const portOf = (job: Job): EditPort | null => {
    const port = deps.connectors.get(job.network)?.edit;
    if (port === undefined || job.deletedAt !== null || job.accountGone || job.state !== 'published' || job.remoteId === null || job.goneAt !== null) return null;
    const { withinMs, maxEdits } = networkFacts[job.network].edit;
    const late = withinMs !== null && clock.now() - (job.publishedAt ?? 0) > withinMs;
    return late || (maxEdits !== null && (notesOf(job.saved).edits ?? 0) >= maxEdits) ? null : port;
  };

  async function apply(job: Job, port: EditPort, wanted: EditedPost): Promise<AppResult<null>> {
    const { id, remoteId } = job;
    const opened = deps.sessions.open(job.accountId);
    if (!opened.ok) return opened;
    const login = deps.sessions.loginOf(job.accountId);
    const unsure = notesOf(job.saved).edit !== undefined;
    const attempt: Attempt = newAttempt(tools, job, 'edit', remoteId ?? '', clock.now());
    deps.edits.before(id);
    // What is wanted is written down before the first byte: after a crash nobody need type it again.
    const begun = writer.writeNow({
      id, at: clock.now(), from: ['published'], newAttempt: { ...attempt, step: 'committing', committingAt: clock.now() },
      set: { attemptCount: attempt.number, saved: withNotes(job.saved, { edit: wanted }) },
    });
    if (!begun) return err(appError('not-allowed-now'));
    const edited = await port.apply({ session: opened.value.session, remoteId: remoteId ?? '', before: nowOf(job), after: wanted, ...(unsure ? { unsure } : {}), saved: stepsOf(job.saved), signal: tools.giveUp });
    const at = clock.now();
    const saved = store.job(id)?.saved ?? job.saved;
    const end = (outcome: string): Pick<Write, 'attempt'> => ({ attempt: { id: attempt.id, patch: { step: 'answered', finishedAt: at, outcome } } });
    if (edited.ok) {
      deps.edits.after(id, contentOf(job, wanted));
      writer.writeNow({ id, at, from: ['published'], ...end('edited'), set: { saved: withNotes(saved, { edit: undefined, edits: (notesOf(saved).edits ?? 0) + 1 }) }, activity: [entry(newId, at, job, attempt.id, 'edited-on-network')] });
      return ok(null);
    }
    const { error } = edited;
    if (error.type === 'reauth') deps.sessions.markSignedOut(job.accountId, login);
    // Of a thread, earlier parts may say the new words already.
    const perhaps = error.type === 'unknown' || unsure || wanted.parts.length > 1;
    writer.writeNow({
      id, at, from: ['published'], ...end(error.type), ...(perhaps ? {} : { set: { saved: withNotes(saved, { edit: undefined }) } }),
      activity: [entry(newId, at, job, attempt.id, 'edit-failed', { reason: error.type }, 'answer' in error ? error.answer : undefined)],
    });
    switch (error.type) {
      case 'reauth': return err(appError('signed-out'));
      case 'rate-limited': return err(appError('rate-limited', { retryAt: error.retryAt }));
      case 'rejected': return err(error.reason === 'not-found' ? appError('not-found') : appError('network-refused', { reason: error.reason }, error.detail));
      case 'unknown': return err(appError('outcome-unknown'));
      case 'unavailable': case 'aborted': return err(appError('network-unavailable'));
    }
  }

  return {
    editOffer: (id) => {
      const job = store.job(id);
      const port = job === null ? null : portOf(job);
      if (job === null || port === null) return null;
      return {
        now: nowOf(job), media: [job.media, ...job.thread.map((part) => part.media)].map((uses) => uses.map(({ assetId }) => assetId)),
        text: port.text !== false, altText: port.altText, options: [...port.options], unsure: notesOf(job.saved).edit ?? null,
      };
    },
    editOnNetwork: async (id, given) => {
      const job = store.job(id);
      if (job === null || job.deletedAt !== null) return err(appError('not-found'));
      const port = portOf(job);
      const wanted = port === null ? null : allowed(job, port, given);
      if (port === null || wanted === null) return err(appError('not-allowed-now'));
      const problems = editProblems({ network: job.network, accountId: job.accountId, limits: limitsFor(job.network, job.limits), wanted });
      if (problems.length > 0) return err(appError('has-problems', { count: problems.length }));
      if (!deps.online.isOnline()) return err(appError('offline'));
      if (inHand.has(id)) return err(appError('busy'));
      inHand.add(id);
      try {
        return await apply(job, port, wanted);
      } finally {
        inHand.delete(id);
      }
    },
  };
}

const nowOf = (job: Pick<Job, 'text' | 'media' | 'thread' | 'options'>): EditedPost => ({
  parts: [{ text: job.text, media: job.media }, ...job.thread].map(({ text, media }) => ({ text, alts: media.map(({ alt }) => alt) })), options: { ...job.options } as EditedPost['options'],
});

/** What was asked for, with everything that cannot be changed as it is; null where it is not the same post with other words. */
function allowed(job: Job, port: EditPort, given: EditedPost): EditedPost | null {
  const now = nowOf(job);
  const same = given.parts.length === now.parts.length && given.parts.every(({ alts }, p) => alts.length === now.parts[p]?.alts.length);
  if (!same) return null;
  const free = new Set(port.options);
  const chosen = Object.entries(given.options).filter(([name]) => free.has(name));
  return {
    parts: given.parts.map((part, p) => {
      const before = now.parts[p] ?? part;
      return { text: port.text === false ? before.text : sanitiseText(part.text).text, alts: port.altText ? part.alts.map((alt) => sanitiseText(alt).text) : before.alts };
    }),
    options: { ...Object.fromEntries(Object.entries(now.options).filter(([name]) => !free.has(name))), ...Object.fromEntries(chosen) },
  };
}

function contentOf(job: Job, { parts, options }: EditedPost): EditedContent {
  const uses = (media: readonly MediaUse[], p: number): readonly MediaUse[] => media.map((use, m) => ({ ...use, alt: parts[p]?.alts[m] ?? use.alt }));
  return {
    text: parts[0]?.text ?? job.text, media: uses(job.media, 0), options: options as JsonObject,
    thread: job.thread.map((part, index) => ({ text: parts[index + 1]?.text ?? part.text, media: uses(part.media, index + 1) })),
  };
}
