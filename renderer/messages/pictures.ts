import { errorCodes } from '#core/errors';
import { errorLine, type ShownError } from './errors';

/** Why a file was refused, with its name in any case. */
export function refusalLine(error: ShownError, name: string): string {
  const line = errorLine(error);
  return line.includes(name) ? line : `${name}: ${line.charAt(0).toLowerCase()}${line.slice(1)}`;
}

/** A refused picture, as the main process names it. */
export const pictureError = (code: string, name: string): ShownError => ({ code: errorCodes.find((each) => each === code) ?? 'media-unreadable', params: { name } });
