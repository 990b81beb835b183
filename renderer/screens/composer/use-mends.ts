import { useCallback } from 'react';
import type { Asset } from '#core/contract/shapes';
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
import { type Change, type Mended, runMends, type Todo } from './run-mends';

/** When a network states no ceiling, this many bytes go through everywhere. */
const SAFE_BYTES = 2_000_000;
const SAFE_TYPES = ['image/jpeg', 'image/png'];

/** The buttons beside the problems. What they change can be undone in the toast. */
export function useMends(tools: ComposerTools, checks: readonly AccountCheck[], focusTime: () => void) {
  const { session, show, pick, writeAlt } = tools;

  const fit = useCallback(async (problem: Problem): Promise<Change | string> => {
    const check = checks.find(({ publication }) => publication.accountId === problem.accountId);
    const assetId = String(problem.params['asset'] ?? '');
    const place = placeOf(problem);
    const use = mediaAt(session.store.getState().draft, place).find((one) => one.assetId === assetId);
    if (use === undefined) return (draft) => draft;
    const limits = check?.limits.media ?? null;
    const answer = await client.media.fit({ use, maxBytes: limits?.maxBytes ?? SAFE_BYTES, maxPixels: limits?.maxPixels ?? null, mimeTypes: limits === null ? SAFE_TYPES : [...limits.mimeTypes], animated: limits?.animated === 'moves' ? 'moves' : 'still' });
    if (!answer.ok) return errorLine(answer.error);
    const fitted: Asset = answer.value;
    session.learn([fitted]);
    return (draft) => {
      const now = mediaAt(draft, place).find((one) => one.assetId === assetId);
      return now === undefined ? draft : replaceMedia(draft, place, assetId, { assetId: fitted.id, alt: now.alt });
    };
  }, [checks, session]);

  const run = useCallback((todo: readonly Todo[]): Promise<Mended> => runMends(session, todo, {
    fit,
    change: ({ problem, mend: id }) => {
      const check = checks.find(({ publication }) => publication.accountId === problem.accountId);
      return check === undefined || !isDraftMend(id) ? null : (draft) => mendDraft(draft, id, problem, { limits: check.limits, extras: extrasOf(check.publication) });
    },
  }), [checks, session, fit]);

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
      case 'add-media':
        pick(publicationOf(session.store.getState().draft, first.accountId)?.media === null ? basePlace : place);
        return;
      case 'choose-option':
        show(first.accountId);
        focusSoon(`[data-option="${first.accountId}.${String(first.params['option'] ?? '')}"]`);
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
      case 'compress':
        void run(todo).then(({ count: mended, failed, undo }) => showToast({ text: failed ?? 'A copy that fits is used; the original stays in the library', ...(mended === 0 ? {} : { undo }) }));
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
