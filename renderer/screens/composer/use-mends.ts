import { useCallback } from 'react';
import type { Asset } from '#core/contract/shapes';
import type { Id } from '#core/ids';
import type { MendId, Problem } from '#core/posts/preflight';
import { client } from '#renderer/api/client';
import { count } from '#renderer/format';
import { errorLine } from '#renderer/messages/errors';
import { mendWords } from '#renderer/messages/problems';
import { navigate } from '#renderer/routes';
import { showToast } from '#renderer/stores/toast';
import { type AccountCheck, extrasOf } from './check';
import { type ComposerTools, focusSoon, placeKey } from './context';
import { type Draft, mediaAt, publicationOf } from './draft';
import { putBack, replaceMedia } from './editing';
import { harmlessMend, isDraftMend, mendDraft, placeOf } from './mend';
import type { ProblemRow } from './problem-rows';

/** When a network states no ceiling, this many bytes go through everywhere. */
const SAFE_BYTES = 2_000_000;
const SAFE_TYPES = ['image/jpeg', 'image/png'];

/** The buttons beside the problems. What they change can be undone in the toast. */
export function useMends(tools: ComposerTools, checks: readonly AccountCheck[], focusTime: () => void) {
  const { session, edit, show, pick, writeAlt } = tools;

  const say = useCallback((text: string, before: Draft, accountIds: readonly Id[]): void => {
    const after = session.store.getState().draft;
    showToast({ text, undo: () => edit((now) => (now === after ? before : putBack(now, before, accountIds))) });
  }, [session, edit]);

  const compress = useCallback(async (problem: Problem): Promise<string | null> => {
    const check = checks.find(({ publication }) => publication.accountId === problem.accountId);
    const assetId = String(problem.params['asset'] ?? '');
    const place = placeOf(problem);
    const use = mediaAt(session.store.getState().draft, place).find((one) => one.assetId === assetId);
    if (use === undefined) return null;
    const limits = check?.limits.media ?? null;
    const answer = await client.media.fit({ use, maxBytes: limits?.maxBytes ?? SAFE_BYTES, maxPixels: limits?.maxPixels ?? null, mimeTypes: limits === null ? SAFE_TYPES : [...limits.mimeTypes], animated: limits?.animated === 'moves' ? 'moves' : 'still' });
    if (!answer.ok) return errorLine(answer.error);
    const fitted: Asset = answer.value;
    session.learn([fitted]);
    edit((draft) => replaceMedia(draft, place, assetId, { assetId: fitted.id, alt: use.alt }));
    return null;
  }, [checks, session, edit]);

  const inDraft = useCallback((problems: readonly { readonly problem: Problem; readonly mend: MendId }[]): number => {
    let done = 0;
    edit((draft) => problems.reduce((next, { problem, mend }) => {
      const check = checks.find(({ publication }) => publication.accountId === problem.accountId);
      if (check === undefined || !isDraftMend(mend)) return next;
      const mended = mendDraft(next, mend, problem, { limits: check.limits, extras: extrasOf(check.publication) });
      if (mended !== next) done += 1;
      return mended;
    }, draft));
    return done;
  }, [checks, edit]);

  const mend = useCallback((row: ProblemRow, id: MendId): void => {
    const [first] = row.problems;
    if (first === undefined) return;
    const before = session.store.getState().draft;
    const accountIds = row.problems.map((problem) => problem.accountId);
    const place = placeOf(first);
    const assetId = String(first.params['asset'] ?? '');
    if (isDraftMend(id)) {
      inDraft(row.problems.map((problem) => ({ problem, mend: id })));
      say(`Done: ${mendWords[id].toLowerCase()}`, before, accountIds);
      if (id === 'shorten' || id === 'split-thread') show(first.accountId);
      return;
    }
    switch (id) {
      case 'write-text': {
        const base = place.kind === 'account' && publicationOf(before, first.accountId)?.text === null;
        show(base ? null : first.accountId);
        focusSoon(`[data-editor="${base ? 'base' : placeKey(place)}"]`);
        return;
      }
      case 'write-alt':
        writeAlt(place, assetId);
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
        void Promise.all(row.problems.map(compress)).then((notes) => {
          const failed = notes.find((note) => note !== null);
          if (failed !== undefined) showToast({ text: failed });
          else say('A copy that fits is used; the original stays in the library', before, accountIds);
        });
    }
  }, [session, inDraft, say, show, writeAlt, pick, focusTime, compress]);

  const mendAll = useCallback((rows: readonly ProblemRow[]): void => {
    const before = session.store.getState().draft;
    const todo = rows.flatMap((row) => row.problems).flatMap((problem) => { const id = harmlessMend(problem); return id === null ? [] : [{ problem, mend: id }]; });
    // Parts go from the last one on, before anything else moves them.
    const order = ({ problem, mend: id }: (typeof todo)[number]): number => (id === 'remove-part' ? -Number(problem.params['part'] ?? 0) : 0);
    const done = inDraft(todo.filter(({ mend: id }) => id !== 'compress').toSorted((a, b) => order(a) - order(b)));
    const pictures = todo.filter(({ mend: id }) => id === 'compress');
    void Promise.all(pictures.map(({ problem }) => compress(problem))).then((notes) => {
      const mended = done + notes.filter((note) => note === null).length;
      say(`${count(mended, 'problem')} mended`, before, todo.map(({ problem }) => problem.accountId));
    });
  }, [session, inDraft, compress, say]);

  return { mend, mendAll };
}
