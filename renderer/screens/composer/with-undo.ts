import { showToast } from '#renderer/stores/toast';
import type { Draft } from './draft';
import { putBack } from './put-back';
import type { Session } from './session';

/** Takes away what a person wrote or chose for an account, and offers it back. */
export function withUndo({ store, edit }: Pick<Session, 'store' | 'edit'>, text: string, change: (draft: Draft) => Draft): void {
  const before = store.getState().draft;
  edit(change);
  const after = store.getState().draft;
  if (after !== before) showToast({ text, undo: () => edit((now) => (now === after ? before : putBack(now, before, after))) });
}
