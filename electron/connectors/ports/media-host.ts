import type { HostProblem } from '#core/media-host/problems';
import type { Result } from '#core/result';
import type { ConnectorError, NetworkAnswer } from './connector-error';
import type { OutgoingMedia } from './publish';

/** Where pictures lie for networks that fetch them from a public address instead of taking their bytes. */
export interface MediaHost {
  /** Puts the picture where anybody can fetch it. @returns its address, https */
  readonly offer: (media: OutgoingMedia, signal: AbortSignal) => Promise<Result<string, ConnectorError>>;
  /** Takes it away again, once the network has it. Best effort: it never throws. */
  readonly withdraw: (url: string, signal: AbortSignal) => Promise<void>;
}

export interface HostFailure {
  readonly problem: HostProblem;
  /** The host's own words, redacted. */
  readonly detail: string;
  readonly answer?: NetworkAnswer;
}

/** A folder on somebody's server that we may write to. Putting the same name twice and removing what is gone do no harm. */
export interface MediaPlace {
  /** @returns where anybody can fetch it, for a limited time where the host can do that */
  readonly put: (name: string, bytes: Uint8Array, mime: string, signal: AbortSignal) => Promise<Result<string, HostFailure>>;
  readonly remove: (name: string, signal: AbortSignal) => Promise<Result<null, HostFailure>>;
}
