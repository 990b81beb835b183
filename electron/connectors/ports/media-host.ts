import type { HostProblem } from '#core/media-host/problems';
import type { Result } from '#core/result';
import type { ConnectorError, NetworkAnswer } from './connector-error';
import type { FileSource, OutgoingMedia } from './publish';

/** Where pictures and videos lie for networks that fetch them from a public address instead of taking their bytes. */
export interface MediaHost {
  /** Puts the file where anybody can fetch it, read as it is sent. @returns its address, https */
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
  /**
   * Never holds more than a piece of the file.
   * @param begun is told of an upload that the host keeps unfinished under a name of its own, before the first of its bytes
   * @returns where anybody can fetch it, for a limited time where the host can do that
   */
  readonly put: (name: string, file: FileSource, mime: string, signal: AbortSignal, begun?: (upload: string) => void) => Promise<Result<string, HostFailure>>;
  /** @param upload what `begun` was told, so that what is unfinished goes too */
  readonly remove: (name: string, signal: AbortSignal, upload?: string) => Promise<Result<null, HostFailure>>;
}
