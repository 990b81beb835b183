import type { Clock, Millis } from '#core/clock';

export interface PracticeOptions {
  readonly clock: Clock;
  /** Must return exactly the asked number of unguessable bytes. */
  readonly random: (length: number) => Uint8Array;
  /** Its own small database, nothing to do with Linnet's. Null keeps everything in memory. */
  readonly dataFile: string | null;
  /** 0 or absent: the port of the last run when it is free, else any. */
  readonly port?: number;
  /** Path of a better-sqlite3 addon built for the runtime in hand. */
  readonly nativeBinding?: string;
  /** Life of an access token. Default one hour. */
  readonly accessTokenMs?: Millis;
  /** False: Idempotency-Key is ignored, as many real networks do. */
  readonly honourKeys?: boolean;
  /** How many times faster than life followers react. Default 1. */
  readonly reactionSpeed?: number;
  /** Decides who reacts to what; kept in the data file from the first run on. */
  readonly seed?: string;
  /** Requests per account and window. Default 100,000 in 15 minutes. */
  readonly rateLimit?: { readonly limit: number; readonly windowMs: Millis };
}

export interface PracticeNetwork {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Opens `/admin`; made once per data file. */
  readonly secret: string;
  readonly stop: () => Promise<void>;
}

/** What the handlers share while the server runs. */
export interface Settings {
  readonly clock: Clock;
  readonly random: (length: number) => Uint8Array;
  readonly accessTokenMs: Millis;
  readonly reactionSpeed: number;
  readonly seed: string;
  readonly secret: string;
  readonly rateLimit: { readonly limit: number; readonly windowMs: Millis };
  /** Own origin, known once the port is bound. */
  readonly origin: () => string;
  /** May be switched while it runs, by `/admin/settings`. */
  readonly honourKeys: () => boolean;
}
