import { useCallback } from 'react';
import { type AppError, appError } from '#core/errors';
import { fitLimitsOf } from '#core/networks';
import type { MendId, Problem } from '#core/posts/preflight';
import { client } from '#renderer/api/client';
import { count } from '#renderer/format';
import { errorLine } from '#renderer/messages/errors';
import { mendWords } from '#renderer/messages/problems';
import { navigate } from '#renderer/routes';
import { showToast } from '#renderer/stores/toast';
import { type AccountCheck, extrasOf } from './check';
import { type ComposerTools, focusSoon, placeKey } from './context';
import { basePlace, mediaAt, publicationOf } from './draft';
import { replaceMedia } from './editing';
import { harmlessMend, isDraftMend, mendDraft, placeOf } from './mend';
import type { ProblemRow } from './problem-rows';
import { type Change, type Mended, isPictureMend, type PictureMend, runMends, type Todo } from './run-mends';

/** When a network states no ceiling, this many bytes go through everywhere. */
const SAFE_BYTES = 2_000_000;
const SAFE_TYPES = ['image/jpeg', 'image/png'];

/** A stopped call is no defect; any other failure goes on. */
const stopped = (signal: AbortSignal) => (cause: unknown): { readonly ok: false; readonly error: AppError } => {
  if (!signal.aborted) throw cause;
  return { ok: false, error: appError('cancelled') };
};

/** How much of the worst of them the eye keeps. */
const alikeWords = (alike: readonly number[]): string => (alike.length === 0 ? '' : `, ${Math.floor(Math.min(...alike) * 100)} % like the original`);

/** The buttons beside the problems. What they change can be undone in the toast. */
export function useMends(tools: ComposerTools, checks: readonly AccountCheck[], focusTime: () => void) {
  const { session, show, pick, writeAlt } = tools;

  const fit = useCallback(async (problem: Problem, mend: PictureMend, signal: AbortSignal, alike: number[]): Promise<Change | string> => {
    const check = checks.find(({ publication }) => publication.accountId === problem.accountId);
    const assetId = String(problem.params['asset'] ?? '');
    const place = placeOf(problem);
    const use = mediaAt(session.store.getState().draft, place).find((one) => one.assetId === assetId);
    if (use === undefined) return (draft) => draft;
    const limits = check?.limits.media ?? null;
    const wanted = fitLimitsOf(limits, mend === 'compress' ? 'keep' : mend);
    const answer = await client.media.fit({ use, ...wanted, maxBytes: wanted.maxBytes ?? SAFE_BYTES, mimeTypes: [...(wanted.mimeTypes ?? SAFE_TYPES)] }, { signal }).catch(stopped(signal));
    if (!answer.ok) return errorLine(answer.error);
    const { asset: fitted, likeness } = answer.value;
    if (likeness !== null) alike.push(likeness);
    session.learn([fitted]);
    return (draft) => {
      const now = mediaAt(draft, place).find((one) => one.assetId === assetId);
      return now === undefined ? draft : replaceMedia(draft, place, assetId, { assetId: fitted.id, alt: now.alt });
    };
  }, [checks, session]);

  const run = useCallback(async (todo: readonly Todo[]): Promise<Mended & { readonly alike: readonly number[] }> => {
    const alike: number[] = [];
    const stopper = new AbortController();
    // A large photo takes seconds; the toast of what became of it takes this one's place.
    if (todo.some(({ mend: id }) => isPictureMend(id))) showToast({ text: 'Making a copy that fits…', act: { label: 'Stop', run: () => stopper.abort() }, stays: true });
    const mended = await runMends(session, todo, {
      fit: (problem, id) => fit(problem, id, stopper.signal, alike),
      change: ({ problem, mend: id }) => {
        const check = checks.find(({ publication }) => publication.accountId === problem.accountId);
        return check === undefined || !isDraftMend(id) ? null : (draft) => mendDraft(draft, id, problem, { limits: check.limits, extras: extrasOf(check.publication) });
      },
    });
    return { ...mended, alike };
  }, [checks, session, fit]);

  const mend = useCallback((row: ProblemRow, id: MendId): void => {
    const [first] = row.problems;
    if (first === undefined) return;
    const todo = row.problems.map((problem) => ({ problem, mend: id }));
    const place = placeOf(first);
    const assetId = String(first.params['asset'] ?? '');
    if (isDraftMend(id)) {
      void run(todo).then(({ undo }) => {
        showToast({ text: `Done: ${mendWords[id].toLowerCase()}`, undo });
        if (id === 'shorten' || id === 'split-thread') show(first.accountId);
      });
      return;
    }
    switch (id) {
      case 'write-text': {
        const base = place.kind === 'account' && publicationOf(session.store.getState().draft, first.accountId)?.text === null;
        show(base ? null : first.accountId);
        focusSoon(`[data-editor="${base ? 'base' : placeKey(place)}"]`);
        return;
      }
      case 'write-alt':
        writeAlt(place, assetId);
        return;
      case 'add-media': case 'add-video':
        pick(publicationOf(session.store.getState().draft, first.accountId)?.media === null ? basePlace : place);
        return;
      case 'choose-option':
        show(first.accountId);
        focusSoon(`[data-option="${first.accountId}.${String(first.params['option'] ?? '')}"]`);
        return;
      case 'give-consent':
        show(first.accountId);
        focusSoon(`[data-consent="${first.accountId}"]`);
        return;
      case 'replace-media':
        pick(place, assetId);
        return;
      case 'pick-time':
        focusTime();
        return;
      case 'reconnect':
        navigate(`/accounts/${first.accountId}`);
        return;
      case 'set-media-host':
        navigate('/settings/media-host');
        return;
      case 'compress':
      case 'crop':
      case 'pad':
        void run(todo).then(({ alike, count: mended, failed, undo }) => showToast({ text: failed ?? `A copy that fits is used${alikeWords(alike)}; the original stays in the library`, ...(mended === 0 ? {} : { undo }) }));
    }
  }, [session, run, show, writeAlt, pick, focusTime]);

  const mendAll = useCallback((rows: readonly ProblemRow[]): void => {
    const todo = rows.flatMap((row) => row.problems).flatMap((problem): readonly Todo[] => { const id = harmlessMend(problem); return id === null ? [] : [{ problem, mend: id }]; });
    // Parts go from the last one on, before anything else moves them.
    const order = ({ problem, mend: id }: Todo): number => (id === 'remove-part' ? -Number(problem.params['part'] ?? 0) : 0);
    void run(todo.toSorted((a, b) => order(a) - order(b))).then(({ count: mended, failed, undo }) => {
      const done = mended === 0 && failed !== null ? [] : [`${count(mended, 'problem')} mended`];
      showToast({ text: [...done, ...(failed === null ? [] : [failed])].join('. '), ...(mended === 0 ? {} : { undo }) });
    });
  }, [run]);

  return { mend, mendAll };
}
