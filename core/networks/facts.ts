import type { z } from 'zod';
import type { Millis } from '#core/clock';
import type { NetworkId } from './names';

/**
 * - `graphemes`: characters as a person sees them; a family emoji is one.
 * - `characters`: Unicode code points.
 * - `bytes`: UTF-8.
 * - `weighted`: X's own rule, where most scripts beyond Latin and every emoji count two.
 */
export type TextUnit = 'graphemes' | 'characters' | 'bytes' | 'weighted';

/** One ceiling on a text. A network may have several; all of them hold. */
export interface TextLimit {
  readonly unit: TextUnit;
  readonly max: number;
  /** Each link counts as this many, however long it is. Absent: a link counts as it is written. */
  readonly urlLength?: number;
  /** With `characters`: an emoji counts as its bytes in UTF-8. */
  readonly emojiAsBytes?: true;
  /** `@user@host` counts as `@user`. */
  readonly remoteMentionsCountUserOnly?: true;
  /** The content warning is counted together with the text. */
  readonly includesContentWarning?: true;
}

export interface LengthLimit {
  readonly unit: Exclude<TextUnit, 'weighted'>;
  readonly max: number;
}

/** Of pictures. null: the network states no such limit. */
export interface MediaLimits {
  readonly maxImages: number;
  readonly mimeTypes: readonly string[];
  readonly maxBytes: number | null;
  /** Width times height. */
  readonly maxPixels: number | null;
  /** What becomes of an animated picture: it moves, only its first frame is shown, or the network refuses it. */
  readonly animated: 'moves' | 'still' | 'refused';
  /** Pixels, as the picture is shown. */
  readonly minWidth?: number;
  readonly maxWidth?: number;
  /** Width over height. */
  readonly ratio?: Ratio;
  /** What the network says it shows best; it takes other shapes too. */
  readonly bestShape?: { readonly width: number; readonly height: number };
  /** What holds besides for a picture that moves. */
  readonly moving?: MovingLimits;
}

/** Both ends are allowed. */
export interface Ratio { readonly min: number; readonly max: number }

export interface MovingLimits {
  readonly maxFrames: number;
  /** Pixels; null: as for any picture. */
  readonly maxWidth: number | null;
  readonly maxHeight: number | null;
  /** Width times height times frames. */
  readonly maxPixelsInAll?: number | undefined;
}

export type VideoCodec = 'avc' | 'hevc' | 'vp8' | 'vp9' | 'av1';
export type AudioCodec = 'aac' | 'opus' | 'mp3' | 'vorbis' | 'flac' | 'pcm';

/** What a network takes of videos. null: it states no such limit. Pixels are of the picture as it is shown. */
export interface VideoLimits {
  /** Of the container: `video/mp4`, `video/quicktime`, `video/webm`, `video/x-matroska`, `video/mp2t`. */
  readonly mimeTypes: readonly string[];
  readonly videoCodecs: readonly VideoCodec[] | null;
  readonly audioCodecs: readonly AudioCodec[] | null;
  readonly minBytes?: number;
  readonly maxBytes: number | null;
  readonly minMs: Millis | null;
  readonly maxMs: Millis | null;
  /** Width over height. */
  readonly ratio: Ratio | null;
  readonly minWidth: number | null;
  readonly minHeight: number | null;
  readonly maxWidth: number | null;
  readonly maxHeight: number | null;
  /** Width times height. */
  readonly maxPixels?: number;
  /** Frames in a second. */
  readonly minFps: number | null;
  readonly maxFps: number | null;
  /** Bits in a second, sound and picture together. */
  readonly maxBitrate?: number;
  /** In one post, or one part of a thread. */
  readonly maxVideos: number;
  /** A video and pictures may stand in one post; together they are at most `media.maxImages`. */
  readonly withPictures: boolean;
  /** The network takes words for people who cannot see it. */
  readonly altText: boolean;
}

/** A poll has two choices or more, stands on the first part, and never goes together with pictures. null: no such limit beyond the options' own shape. */
export interface PollLimits {
  readonly maxChoices: number;
  /** Graphemes of one choice. */
  readonly maxCharacters: number | null;
  readonly minMs: Millis | null;
  readonly maxMs: Millis | null;
}

/** Everything that measuring and preflight need; the effective values for one account. */
export interface NetworkLimits {
  readonly text: readonly TextLimit[];
  readonly altText: LengthLimit | null;
  /** null: Linnet cannot send media there yet. */
  readonly media: MediaLimits | null;
  /** null, or absent: Linnet cannot send videos there yet. */
  readonly video?: VideoLimits | null;
  /** This account brings pictures by itself where its network fetches them from an address. Absent: it does not. */
  readonly hostsPictures?: true;
  /** Absent: Linnet sends no polls there, to this account at least. */
  readonly poll?: PollLimits;
}

/** Whether a post that is out can be changed in place. */
export interface EditLimits {
  readonly allowed: boolean;
  readonly withinMs: Millis | null;
  readonly maxEdits: number | null;
}

/** The network's own scheduling, where it has one. */
export interface NativeScheduleFacts {
  readonly minAheadMs: Millis;
  /** null: the network states none. */
  readonly maxTotal: number | null;
  readonly maxPerDay: number | null;
}

export interface DestinationOption {
  readonly option: string;
  readonly parent: string | null;
}

/** What a person must agree to before each post, and the answers that belong to it. */
export interface ConsentFacts {
  /** All of them hold for one post: a copy takes none over. */
  readonly options: readonly string[];
  /** The one that holds what was agreed to. */
  readonly agreed: string;
  /** The one that holds when, as ISO 8601. */
  readonly at: string;
  /** What `agreed` must hold with these answers and these pictures and videos; null: nothing has to be agreed to. */
  readonly wanted: (options: Readonly<Record<string, unknown>>, assetIds: readonly string[]) => string | null;
}

/** What a network charges the owner of the app for each call, where it charges. */
export interface NetworkPrice {
  /** ISO 4217. */
  readonly currency: string;
  /** One post, or one part of a thread. */
  readonly post: number;
  /** The same with a link in its text. */
  readonly postWithLink: number;
  /** Telling the network the alt text of one picture. */
  readonly altText: number;
}

/** What a network allows, as plain data: generic code reads these and never asks which network it is. */
export interface NetworkFacts {
  readonly id: NetworkId;
  /** A proper name, the same in every language. */
  readonly name: string;
  /** Linnet can connect and publish there today. */
  readonly available: boolean;
  readonly limits: NetworkLimits;
  readonly supportsThreads: boolean;
  /** Linnet makes the link card itself. Where false, the network makes its own, or none. */
  readonly supportsLinkCard: boolean;
  /** What it takes of pictures and videos where an option has that value, in place of what `limits` says. */
  readonly mediaWhen?: readonly (Pick<NetworkLimits, 'altText' | 'media' | 'video'> & { readonly option: string; readonly value: string; /** Whether the text is shown beside them. */ readonly text: boolean; /** Options that then mean nothing. */ readonly without: readonly string[]; /** What it cannot do without: a picture or video, or one video. */ readonly needs?: 'media' | 'video' })[];
  /** How many hashtags and mentions a text may have, where the network counts them. */
  readonly mostNames?: { readonly hashtags: number; readonly mentions: number };
  /** It takes no bytes and fetches pictures from a public address, so they need a media host; `all`: videos too. */
  readonly mediaByUrl?: 'pictures' | 'all';
  /** Text may be left empty when there is a picture. */
  readonly textOptionalWithMedia: boolean;
  /** What a post there cannot do without, beyond its text. */
  readonly needs?: { /** `video`: a picture alone is none. */ readonly media?: true | 'video'; readonly options?: readonly string[] };
  /** A person must agree to something before each post, on a screen of its own. */
  readonly consent?: ConsentFacts;
  /** Options that hold the id of a place within the account, in their order; `parent` is the option whose place it lies in. */
  readonly destinations?: readonly DestinationOption[];
  readonly edit: EditLimits;
  readonly nativeSchedule: NativeScheduleFacts | null;
  /** Absent: sending is free. */
  readonly price?: NetworkPrice;
  /**
   * The options of a publication there. They are stored sparsely: only what a person chose;
   * parsing fills in the rest.
   */
  readonly options: z.ZodObject;
}

export const noEdit: EditLimits = { allowed: false, withinMs: null, maxEdits: null };
