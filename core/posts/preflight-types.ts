import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { NetworkId, NetworkLimits } from '#core/networks';
import type { PictureProbe } from '#core/pictures/probe';
import type { VideoProbe } from '#core/videos/probe';

/** Every problem a publication can have, as a code. The words are in `renderer/messages`; a code without words does not compile. */
export const problemCodes = [
  'text-empty', 'text-too-long', 'text-too-many-bytes', 'text-hashtags', 'text-mentions', 'text-not-shown', 'thread-part-empty', 'thread-not-supported',
  'media-too-many', 'media-type', 'media-too-big', 'media-too-many-pixels', 'media-corrupt', 'media-missing', 'media-animation-lost', 'media-not-supported', 'media-host-needed', 'media-needed', 'story-needed',
  'media-shape', 'media-shape-best', 'media-too-wide', 'media-too-small', 'media-too-much-movement', 'media-colours',
  'video-not-supported', 'video-kind', 'video-too-big', 'video-length', 'video-shape', 'video-too-small', 'video-too-wide', 'video-too-many-pixels', 'video-frames', 'video-bitrate', 'video-too-many', 'video-with-pictures', 'video-needed',
  'alt-missing', 'alt-needed', 'alt-too-long',
  'time-past', 'time-in-gap',
  'account-reauth', 'account-expires-before', 'account-disconnected',
  'link-card-without-link', 'mention-unresolved', 'option-invalid', 'option-needed', 'consent-needed',
  'poll-not-supported', 'poll-with-media', 'poll-too-many-choices', 'poll-choice-too-long', 'poll-length',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** What a button beside a problem does. */
export const mendIds = [
  'write-text', 'shorten', 'split-thread', 'use-base-text', 'remove-part', 'join-thread',
  'add-media', 'add-video', 'remove-media', 'remove-video', 'remove-extra-media', 'replace-media', 'compress', 'crop', 'pad', 'write-alt', 'shorten-alt',
  'pick-time', 'reconnect', 'remove-account', 'turn-off-link-card', 'reset-option', 'choose-option', 'give-consent', 'remove-poll', 'set-media-host',
] as const;
export type MendId = (typeof mendIds)[number];

/**
 * `stop`: the network would refuse it, so it is not sent. `look`: it can go out, but a person should know.
 *
 * Params by code, beside those that carry nothing:
 * - text-too-long, text-too-many-bytes: `used`, `max`, `excess`, `unit`; alt-too-long: the same and `asset`, `index`
 * - text-hashtags, text-mentions: `count`, `max`
 * - text in a thread: `part` (1 is the first), `parts`
 * - media-too-many: `count`, `max`; every problem of one picture: `asset`, `index` (1 is the first)
 * - media-type: `mime`, `allowed`; media-too-big: `bytes`, `max`; media-too-many-pixels: `pixels`, `max`, `width`, `height`
 * - media-shape: `width`, `height`, `min`, `max` (width over height); media-shape-best: `width`, `height`, `best` (as `2:3`); media-too-wide: `width`, `max`; media-too-small: `width`, `min`
 * - media-too-much-movement: `frames`, `maxFrames`, `width`, `height`; media-colours: `colours` (`print` or `deep`)
 * - video-kind: `mime`, `videoCodec`, `audioCodec`, and what is taken, separated by spaces: `mimeTypes`, `videoCodecs`, `audioCodecs` (empty: any)
 * - video-too-big: `bytes`, and `max` or `min`; video-length: `ms`, and `max` or `min`; video-frames: `fps`, `min`, `max`; video-bitrate: `bitrate`, `max`
 * - video-shape, -too-small, -too-wide, -too-many-pixels: `width`, `height`, and the limits (zero: none); of a video, every other problem has `kind`
 * - time-past: `dueAt`; time-in-gap: `asked`, `wall`; account-expires-before: `expiresAt`, `dueAt`
 * - mention-unresolved: `mention`; option-invalid, option-needed: `option`
 * - text-not-shown: `as` (`draft`), where it is no Story; media-needed: `kind`
 * - poll-too-many-choices: `count`, `max`; poll-choice-too-long: `option`, `index` (1 is the first), `used`, `max`, `excess`; poll-length: `option`, `ms`, and `min` or `max`
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'stop' | 'look';
  readonly network: NetworkId;
  readonly accountId: Id;
  readonly params: Readonly<Record<string, string | number>>;
  /** The best one first. */
  readonly mends: readonly MendId[];
}

/** A picture as it would be sent: the numbers of the rendition where there is one already, else of the original. */
export interface PreflightMedia {
  readonly assetId: Id;
  readonly mime: string;
  readonly bytes: number;
  /** Zero when not known. */
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly animated: boolean;
  /** Null where nobody looked: it came in before Linnet did. */
  readonly probe: PictureProbe | null;
  readonly status: 'ok' | 'corrupt' | 'missing';
  /** Of videos only. */
  readonly video?: VideoProbe | null;
}

export interface PreflightPart {
  readonly text: string;
  readonly media: readonly PreflightMedia[];
}

export interface PreflightTime {
  /** null: not given a time yet. */
  readonly dueAt: Millis | null;
  readonly now: Millis;
  /** The time that was asked for, when the clocks skip it and it was moved: what was asked, and what it became. */
  readonly gap: { readonly asked: string; readonly wall: string } | null;
}

export interface PreflightInput {
  readonly network: NetworkId;
  readonly accountId: Id;
  /** From `limitsFor`: the limits as they hold for this account. */
  readonly limits: NetworkLimits;
  readonly text: string;
  readonly media: readonly PreflightMedia[];
  /** Further parts, after the first. */
  readonly thread: readonly PreflightPart[];
  /** The post's base text where this publication has its own; null where it uses the base. */
  readonly baseText: string | null;
  /** As stored: only what a person chose, and perhaps malformed. */
  readonly options: Readonly<Record<string, unknown>>;
  /** null before sending: then `latenessOf` has already decided about the time. */
  readonly time: PreflightTime | null;
  readonly account: {
    readonly health: 'ok' | 'expiring' | 'signed-out' | 'disconnected' | 'removed';
    /** When the login ends for good; null when it does not, or nobody knows. */
    readonly expiresAt: Millis | null;
  };
  /** Whether a media host is set, for networks that fetch pictures by address. Absent: none. */
  readonly mediaHost?: boolean;
  /** Mentions in the text that were looked up and belong to nobody. */
  readonly unresolvedMentions: readonly string[];
  /** The brand wants alt text on every picture, where the network takes it. Asked when a post is written and planned. */
  readonly altRequired?: boolean;
}

/** A problem before it is known whose it is. */
export type Finding = Pick<Problem, 'code' | 'severity' | 'params' | 'mends'>;
export const stop = (code: ProblemCode, params: Problem['params'], mends: readonly MendId[]): Finding => ({ code, severity: 'stop', params, mends });
export const look = (code: ProblemCode, params: Problem['params'], mends: readonly MendId[]): Finding => ({ code, severity: 'look', params, mends });
