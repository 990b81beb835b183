import { ORPCError } from '@orpc/client';
import { errorLine } from '#renderer/messages/errors';
import { failureOf } from './failure';

/**
 * What to say of a promise that failed and that nobody waited for: a call to the main process that did not work is always
 * told (a setting that could not be saved, a pause that did not come). Null for everything else, such as a read that was stopped.
 */
export const unheardLine = (reason: unknown): string | null => (reason instanceof ORPCError ? errorLine(failureOf(reason)) : null);

export function tellUnheard(say: (line: string) => void): void {
  window.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
    const line = unheardLine(reason);
    if (line !== null) say(line);
  });
}
