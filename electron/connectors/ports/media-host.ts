import type { Result } from '#core/result';
import type { ConnectorError } from './connector-error';
import type { OutgoingMedia } from './publish';

/** Where pictures lie for networks that fetch them from a public address instead of taking their bytes. */
export interface MediaHost {
  /** Puts the picture where anybody can fetch it. @returns its address, https */
  readonly offer: (media: OutgoingMedia, signal: AbortSignal) => Promise<Result<string, ConnectorError>>;
  /** Takes it away again, once the network has it. Best effort: it never throws. */
  readonly withdraw: (url: string, signal: AbortSignal) => Promise<void>;
}
