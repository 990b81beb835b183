import { ORPCError } from '@orpc/server';
import type { ErrorCode } from '#core/errors';

/**
 * For what a handler throws instead of answering: the disk was full, the folder may not be written to. The window gets a
 * code it has words for. Everything else is a defect and stays one.
 *
 * @param codeOf null for a defect.
 */
export const failuresAsCodes = (codeOf: (cause: unknown) => ErrorCode | null) => async <T>({ next }: { readonly next: () => Promise<T> }): Promise<T> => {
  try {
    return await next();
  } catch (cause) {
    const code = codeOf(cause);
    throw code === null ? cause : new ORPCError('INTERNAL_SERVER_ERROR', { data: { code }, cause });
  }
};
