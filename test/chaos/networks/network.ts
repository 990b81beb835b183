import type { JsonObject } from '#core/json';
import type { NetworkId } from '#core/networks';
import type { Connected } from '#electron/connectors/ports/login';
import type { Fault, FaultProxy, SeenRequest } from '#test/connectors/support/fault-proxy';

export type PostKind = 'text' | 'thread' | 'thread-picture' | 'picture' | 'pictures' | 'video';

/** A post as the server itself counts them. */
export interface PublicPost {
  readonly id: string;
  readonly text: string;
  readonly replyTo: string | null;
  /** How many pictures and videos it shows. */
  readonly media: number;
}

/** A network's local server, with one account of it logged in. */
export interface ChaosServer {
  /** What `developer.json` says of it; null where the account's own address leads there. */
  readonly developer: JsonObject | null;
  /** Every call of the app goes through it. */
  readonly proxy: FaultProxy;
  readonly connected: Connected;
  readonly loginMethod: 'oauth' | 'oauth-page' | 'app-password';
  readonly posts: () => readonly PublicPost[] | Promise<readonly PublicPost[]>;
  /** What a long run need not keep. */
  readonly forget?: () => void;
  readonly close: () => Promise<void>;
}

/** All that the chaos run knows of a network. A further one is one file, and one line in index.ts. */
export interface ChaosNetwork {
  readonly id: NetworkId;
  /** What is published there, by turns. */
  readonly kinds: readonly PostKind[];
  /** Of every publication. */
  readonly options: JsonObject;
  /** What a person agrees to beforehand, for these pictures and videos. */
  readonly agreedFor?: (assetIds: readonly string[]) => JsonObject;
  /** Whether an engine that never looks can make a second post. Where not, `guard` says who refuses it. */
  readonly canDouble: boolean;
  readonly guard?: string;
  /** False where nobody may read what was published, so that a lost answer ends as unconfirmed. */
  readonly readsBack: boolean;
  readonly isCommit: (request: SeenRequest) => boolean;
  /** Calls that bring bytes. */
  readonly isUpload: (request: SeenRequest) => boolean;
  /** Bytes of a piece, where a film goes in pieces and what is there is not sent again. */
  readonly pieceBytes?: number;
  /** "Too many calls", as this network says it, for two seconds. */
  readonly limited: () => Fault;
  readonly start: () => Promise<ChaosServer>;
}

const inTwoSeconds = (): number => Math.ceil(Date.now() / 1000) + 2;
const usage = JSON.stringify({ '1': [{ type: 'pages', call_count: 101, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: 0 }] });

/** 429, and the second from which calls are taken again. */
export const limitedUntil = (header: string, body: unknown): Fault => ({ kind: 'answer', status: 429, headers: { [header]: String(inTwoSeconds()), 'retry-after': '2' }, body: JSON.stringify(body) });
/** As Meta's Graph says it. */
export const limitedByGraph = (code: number): Fault => ({
  kind: 'answer', status: 400, headers: { 'retry-after': '2', 'x-business-use-case-usage': usage },
  body: JSON.stringify({ error: { message: 'Application request limit reached', type: 'OAuthException', code, is_transient: true, fbtrace_id: 'A' } }),
});
