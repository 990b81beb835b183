import type { NetworkId } from '#core/networks';
import type { AccountPort } from './account';
import type { EditPort } from './edit';
import type { LoginMethod } from './login';
import type { NativeSchedulePort } from './native-schedule';
import type { PublishPort } from './publish';
import type { DestinationPort, InboxPort, MentionPort, MetricsPort, ProfilePort, SearchPort, TermsPort } from './reading';

/**
 * The ports of a network. A missing optional port *is* the statement that the network cannot do it;
 * generic code never asks which network it talks to.
 */
export interface Connector {
  readonly id: NetworkId;
  readonly login: readonly LoginMethod[];
  readonly account: AccountPort;
  readonly publish: PublishPort;
  /** Absent: what is out there stays as it was sent. */
  readonly edit?: EditPort;
  readonly nativeSchedule?: NativeSchedulePort;
  readonly metrics?: MetricsPort;
  readonly inbox?: InboxPort;
  readonly mentions?: MentionPort;
  /** Posts of others, for listening. */
  readonly search?: SearchPort;
  /** Public profiles of others. */
  readonly profiles?: ProfilePort;
  readonly destinations?: DestinationPort;
  readonly terms?: TermsPort;
}
export type ConnectorRegistry = ReadonlyMap<NetworkId, Connector>;
