import type { MendId, Problem } from '#core/posts/preflight';
import type { Draft } from './draft';
import { putBack } from './editing';
import type { Session } from './session';

export interface Todo {
  readonly problem: Problem;
  readonly mend: MendId;
}

/** What a mend does to a draft; the same draft when it fits no more. */
export type Change = (draft: Draft) => Draft;

interface Work {
  /** Null for a mend that is not done in the draft. */
  readonly change: (todo: Todo) => Change | null;
  /** Makes a copy of a picture that fits, and what puts it in; a line that says why it could not. */
  readonly fit: (problem: Problem) => Promise<Change | string>;
}

export interface Mended {
  readonly count: number;
  /** Why the first picture could not be made to fit; null when all could. */
  readonly failed: string | null;
  readonly undo: () => void;
}

/**
 * Mends all of these. What takes time comes first, and the draft is changed in one go after it, so that an undo takes back
 * the mends and nothing that was typed meanwhile.
 */
export async function runMends({ store, edit }: Pick<Session, 'store' | 'edit'>, todo: readonly Todo[], { change, fit }: Work): Promise<Mended> {
  const fitted = await Promise.all(todo.filter(({ mend }) => mend === 'compress').map(({ problem }) => fit(problem)));
  const changes = [...todo.flatMap((one) => (one.mend === 'compress' ? [] : change(one) ?? [])), ...fitted.filter((one) => typeof one !== 'string')];
  const before = store.getState().draft;
  let count = 0;
  edit((draft) => changes.reduce((next, mend) => {
    const mended = mend(next);
    if (mended !== next) count += 1;
    return mended;
  }, draft));
  const after = store.getState().draft;
  const accountIds = todo.map(({ problem }) => problem.accountId);
  return {
    count, failed: fitted.find((one) => typeof one === 'string') ?? null,
    undo: () => edit((now) => (now === after ? before : putBack(now, before, accountIds))),
  };
}
