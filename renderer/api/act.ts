import { errorLine, type ShownError } from '#renderer/messages/errors';
import { showToast } from '#renderer/stores/toast';
import { client } from './client';
import { failureOf } from './failure';

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ShownError };

interface ActOptions<T> {
  /** What to say when it is done: "Moved to Thu 22 Oct, 18:30". Nothing is said without. */
  readonly done?: string | ((value: T) => string);
  /** Expected failures that the caller shows itself; all others become a toast. */
  readonly onError?: (error: ShownError) => void;
}

/**
 * Runs something a person asked for and says how it went. When the answer carries an `undoId`, the toast has Undo.
 * @returns the value, or null when it failed (the person has been told).
 */
export async function act<T>(call: Promise<Answer<T>>, options: ActOptions<T> = {}): Promise<T | null> {
  const answer = await call.catch(broken);
  if (!answer.ok) {
    if (options.onError === undefined) showToast({ text: errorLine(answer.error) });
    else options.onError(answer.error);
    return null;
  }
  const text = typeof options.done === 'function' ? options.done(answer.value) : options.done;
  const undoId = undoIdOf(answer.value);
  if (text !== undefined) showToast({ text, ...(undoId === null ? {} : { undo: () => { void act(client.planning.undo({ undoId })); } }) });
  return answer.value;
}

function undoIdOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'undoId' in value && typeof value.undoId === 'string' ? value.undoId : null;
}

function broken(error: unknown): { readonly ok: false; readonly error: ShownError } {
  console.error(error);
  return { ok: false, error: failureOf(error) };
}
