import { type ErrorCode, errorCodes } from '#core/errors';
import type { ShownError } from '#renderer/messages/errors';

/** What a call ended with that was not answered at all: a disk that takes nothing, else a fault of Linnet's own. */
export function failureOf(error: unknown): ShownError {
  const data: unknown = typeof error === 'object' && error !== null && 'data' in error ? error.data : null;
  const code = typeof data === 'object' && data !== null && 'code' in data ? data.code : null;
  return { code: isErrorCode(code) ? code : 'defect', detail: String(error) };
}

const isErrorCode = (code: unknown): code is ErrorCode => errorCodes.some((one) => one === code);
