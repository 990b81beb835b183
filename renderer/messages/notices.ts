import { type ErrorCode, errorCodes } from '#core/errors';
import { errorLine } from './errors';

const isErrorCode = (code: string): code is ErrorCode => errorCodes.some((known) => known === code);

/** Words for what the main process wants said in the window. */
export function noticeLine(code: string, params: Readonly<Record<string, string | number>>): string {
  if (isErrorCode(code)) return errorLine({ code, params });
  switch (code) {
    case 'second-instance': return 'Linnet is already open: this is its window.';
    case 'update-ready': return `Linnet ${params['version'] ?? ''} is ready. It is installed when you quit.`;
    case 'backup-made': return 'Back-up made.';
    case 'clock-jumped': return 'This computer’s clock has jumped. Linnet has worked out the times anew.';
    default: return 'Something happened that this window has no words for. Look in Today.';
  }
}
