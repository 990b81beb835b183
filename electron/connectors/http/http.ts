import type { Millis } from '#core/clock';
import type { Result } from '#core/result';
import type { NetworkAnswer } from '../ports/connector-error';
import type { FileSource } from '../ports/publish';

/** A file that is read while it is sent, however large it is: the whole body, or the last field of a form. */
export interface FileBody {
  readonly file: FileSource;
  /** The part of it to be sent, `to` exclusive. Default: all. */
  readonly from?: number;
  readonly to?: number;
  readonly form?: {
    readonly fields: readonly (readonly [name: string, value: string])[];
    /** Of the file's own field. */
    readonly name: string;
    readonly fileName: string;
    readonly mime: string;
  };
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | FormData | URLSearchParams | FileBody;
  /** Whole request, headers and body of the answer included. Default 30 s. */
  readonly timeoutMs?: Millis;
  /** Answers larger than this are cut off and become an `unreadable` failure. Default 5 MB. */
  readonly maxBytes?: number;
  readonly redirect?: 'follow' | 'error' | 'manual';
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, or undefined when it is none. Validate it with zod: every answer is hostile. */
  readonly json: unknown;
  /** Redacted, for the activity log. */
  readonly log: NetworkAnswer;
  /** From Retry-After (seconds or date) or the ratelimit reset headers; null when the network says nothing. */
  readonly retryAt: Millis | null;
  /** Takes this request's secrets, and all registered ones, out of words of the answer. Anything of it that is shown or kept goes through here. */
  readonly redact: (text: string) => string;
}

/** No usable answer. `sent: false` is a promise that not one byte of the request reached the server's application. */
export interface HttpFailure {
  readonly type: 'refused' | 'dns' | 'tls' | 'timeout' | 'reset' | 'unreadable' | 'aborted';
  readonly sent: boolean;
  readonly detail: string;
  readonly log: NetworkAnswer;
}

/** One way of asking. */
export interface HttpRoad {
  readonly request: (request: HttpRequest) => Promise<Result<HttpAnswer, HttpFailure>>;
  /** The same core in the shape of `fetch`, for libraries that bring their own client. Throws `HttpError` (with `failure`) where `request` returns one. */
  readonly fetch: typeof globalThis.fetch;
}

/** The only road out. Made by `createHttp` (fetch.ts); tests hand in their own. */
export interface Http extends HttpRoad {
  /** For addresses that somebody else has chosen: on every hop, whatever lies on this machine or in the local network is `refused`. */
  readonly publicOnly: HttpRoad;
  /** Takes registered secrets and everything that looks like one out of a text; for connectors that write their own log of a `fetch`. */
  readonly redact: (text: string, secretsOfThisText?: readonly string[]) => string;
}
