import { type ErrorCode, errorCodes } from '#core/errors';
import { errorLine } from './errors';

const isErrorCode = (code: string): code is ErrorCode => errorCodes.some((known) => known === code);

/** Words for what the main process wants said in the window. */
export function noticeLine(code: string, params: Readonly<Record<string, string | number>>): string {
  if (isErrorCode(code)) return errorLine({ code, params });
  if (code.startsWith('backup-')) return 'The last back-up did not work. Look under Settings, Data and back-up.';
  if (code === 'data-damaged') return 'Linnet found damage in its file and paused publishing. Look under Settings, Data and back-up.';
  if (code === 'restored') return 'The back-up is in place. Publishing is paused until you have looked at what is ahead. What the file before it knew to be out is not sent again.';
  if (code === 'log-missing') return 'Linnet’s file has lost its last writes. Publishing is paused until you have looked at what is ahead.';
  return 'Something happened that this window has no words for. Look in Today.';
}
