import type { ErrorCode } from '#core/errors';
import { openFailure } from '#db/sqlite-failure';

/** What a write that failed means to a person, when it is about the disk; null for a defect. */
export function createFailureCode(databaseFile: string): (cause: unknown) => ErrorCode | null {
  return function codeOf(cause: unknown): ErrorCode | null {
    try {
      const { kind } = openFailure(cause, databaseFile);
      if (kind === 'disk-full' || kind === 'read-only' || kind === 'file-busy') return kind;
    } catch {
      // Not about a file; something about one may lie underneath.
    }
    return cause instanceof Error && cause.cause !== undefined ? codeOf(cause.cause) : null;
  };
}
