import type { Millis } from '#core/clock';
import type { Json } from '#core/json';
import type { MediaUse } from '#core/posts/content';
import type { Session } from '#electron/connectors/ports/account';
import type { ConnectorError } from '#electron/connectors/ports/connector-error';
import type { Outgoing, OutgoingMedia, OutgoingPart, PublishContext } from '#electron/connectors/ports/publish';
import { charged } from './charged';
import { isPublicPart, stepsOf, withNotes } from './notes';
import { failWrite, prepareFailure } from './outcome';
import type { Attempt, Job, Write } from './publishing-store';
import { allStates, ending, say, type Tools, type Work } from './work';

export const newAttempt = (tools: Tools, job: Job, kind: Attempt['kind'], key: string, at: Millis): Attempt => ({
  id: tools.deps.newId(), publicationId: job.id, number: job.attemptCount + 1, kind, key, step: 'written', startedAt: at,
  committingAt: null, finishedAt: null, outcome: null, detail: null,
});

export interface Ready { readonly session: Session; readonly outgoing: Outgoing; readonly key: string }

/** Session and media; null when it cannot go on now, which is written by then. */
export async function open(tools: Tools, work: Work, media: 'fitted' | 'named' = 'fitted'): Promise<Ready | null> {
  const { deps } = tools;
  const opened = deps.sessions.open(work.job.accountId);
  if (!opened.ok) {
    const { code } = opened.error;
    if (code === 'signed-out') deps.sessions.markSignedOut(work.job.accountId, work.login);
    const error: ConnectorError = code === 'signed-out' ? { type: 'reauth' } : { type: 'unavailable', detail: code };
    await settle(tools, work, work.lane === 'look' ? waitWrite(tools, work) : prepareFailure(tools, work, error));
    return null;
  }
  const parts: OutgoingPart[] = [];
  for (const part of [{ text: work.job.text, media: work.job.media }, ...work.job.thread]) {
    const fittedMedia: OutgoingMedia[] = [];
    for (const use of part.media) {
      const fitted = media === 'named' ? named(use, deps.mediaKind?.(use) ?? 'image') : await fit(tools, work, use);
      if (fitted === null) return null;
      fittedMedia.push(fitted);
    }
    parts.push({ text: part.text, media: fittedMedia });
  }
  const outgoing: Outgoing = { parts, options: work.job.options, dueAt: work.job.dueAt ?? deps.clock.now() };
  return { session: opened.value.session, outgoing, key: work.attempt?.key ?? work.job.remoteKey ?? '' };
}

/** Looking needs no picture to be readable. */
const named = (use: MediaUse, kind: OutgoingMedia['kind']): OutgoingMedia => {
  const read = (): Promise<never> => Promise.reject(new Error('not read for a look'));
  return { assetId: use.assetId, kind, mime: '', bytes: 0, width: 0, height: 0, durationMs: null, alt: use.alt, read, readRange: read };
};

/** It may be public already, so it is neither failed nor put back: later. */
const waitWrite = (tools: Tools, work: Work): Write =>
  ({ id: work.job.id, at: tools.deps.clock.now(), from: allStates, set: { wakeAt: tools.deps.clock.now() + tools.timing.maxSleepMs } });

async function fit(tools: Tools, work: Work, use: MediaUse): Promise<OutgoingMedia | null> {
  const fitted = await tools.deps.mediaFor(use, { network: work.job.network, limits: work.job.limits, brandId: work.job.brandId });
  if (fitted.ok) return fitted.value;
  const { code, detail } = fitted.error;
  await settle(tools, work, work.lane === 'look' ? waitWrite(tools, work) : failWrite(tools, work, code, detail, say(tools, work, 'preflight-stopped', { code, detail })));
  return null;
}

/** What a connector is given. `saved` is always the newest; `save` is on disk when it returns. */
export function contextOf(tools: Tools, work: Work, ready: Ready, signal: AbortSignal): PublishContext {
  return {
    publicationId: work.job.id, session: ready.session, outgoing: ready.outgoing, key: ready.key, signal,
    get saved() { return stepsOf(work.saved); },
    get committedAt() { return work.committedAt; },
    save: (step: string, value: Json) => {
      const part = isPublicPart(step);
      // A part of a thread is out, and must never be forgotten.
      work.saved = { ...(part ? withNotes(work.saved, { partsOut: true }) : work.saved), [step]: value };
      const line = part ? say(tools, work, 'part-published', { step, ...charged(work.job.network, ready.outgoing.parts.slice(0, Number(step.slice('part:'.length)) + 1)) }) : say(tools, work, 'media-accepted', { step });
      if (part && work.committing && ready.outgoing.parts.length === 1) {
        // The only part of a post: its outcome is written in the same breath, and until then "committed" on disk says
        // that it must be looked for. A flush for each of a thousand posts would make the last ones late.
        work.unsaid = line;
      } else {
        tools.writer.writeNow({
          id: work.job.id, at: tools.deps.clock.now(), from: allStates, set: { saved: work.saved },
          // What a look finds is said when it has found everything.
          activity: part === work.committing ? [line] : [],
        });
      }
      tools.step('step-saved', work.job.id);
    },
  };
}

/** Writes where it has got to. When a person took it back meanwhile it is theirs, and only the attempt ends. */
export async function settle(tools: Tools, work: Work, write: Write): Promise<boolean> {
  if (await tools.writer.write(write)) return true;
  // An attempt that this very write would have made is not there to be ended.
  if (write.newAttempt === undefined) await tools.writer.write({ id: work.job.id, at: write.at, from: allStates, ...ending(work, write.at, 'taken-back') });
  return false;
}
