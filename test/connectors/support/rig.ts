import type { Session } from '#electron/connectors/ports/account';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Outgoing, OutgoingMedia } from '#electron/connectors/ports/publish';
import type { FakeClock } from '#test/support/fake-clock';
import type { FaultProxy, SeenRequest } from './fault-proxy';

/** A connector, its server behind a fault proxy, and how to look at that server from the side. */
export interface Rig {
  readonly connector: Connector;
  readonly session: Session;
  /** The clock of the connector and of its http core. */
  readonly clock: FakeClock;
  /** The server has its own, real time: the clock is set to it before each case. */
  readonly realTime?: boolean;
  readonly proxy: FaultProxy;
  readonly newPost: (texts: readonly string[], media?: readonly OutgoingMedia[]) => Outgoing;
  /** How many posts with exactly this text the server has. Asked of the server itself. */
  readonly countPosts: (text: string) => Promise<number>;
  /** The requests that make something public. */
  readonly isCommit: (request: SeenRequest) => boolean;
  /** Requests that only read although they are no GETs. */
  readonly isRead?: (request: SeenRequest) => boolean;
  /** Tokens and keys that must never be seen in a value. */
  readonly secrets: readonly string[];
  readonly close: () => Promise<void>;
}
