import type { MendId, Problem } from '#core/posts/preflight';
import type { Draft } from './draft';
import { putBack } from './put-back';
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
  readonly fit: (problem: Problem, mend: PictureMend) => Promise<Change | string>;
}

/** Those that make a copy of a picture. */
export type PictureMend = Extract<MendId, 'compress' | 'crop' | 'pad'>;
export const isPictureMend = (mend: MendId): mend is PictureMend => mend === 'compress' || mend === 'crop' || mend === 'pad';

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
  // A picture may have several problems; one copy mends them all, and the one that changes its shape mends the most.
  const pictures = new Map(todo.flatMap(({ problem, mend }) => (isPictureMend(mend) ? [{ problem, mend }] : []))
    .toSorted((a, b) => Number(a.mend !== 'compress') - Number(b.mend !== 'compress'))
    .map((one) => [JSON.stringify([one.problem.accountId, one.problem.params['part'], one.problem.params['asset']]), one]));
  const fitted = await Promise.all([...pictures.values()].map(({ problem, mend }) => fit(problem, mend)));
  const changes = [...todo.flatMap((one) => (isPictureMend(one.mend) ? [] : change(one) ?? [])), ...fitted.filter((one) => typeof one !== 'string')];
  const before = store.getState().draft;
  let count = 0;
  edit((draft) => changes.reduce((next, mend) => {
    const mended = mend(next);
    if (mended !== next) count += 1;
    return mended;
  }, draft));
  const after = store.getState().draft;
  return {
    count, failed: fitted.find((one) => typeof one === 'string') ?? null,
    undo: () => edit((now) => (now === after ? before : putBack(now, before, after))),
  };
}
