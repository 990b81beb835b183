import { IconCircleCheck, IconClockExclamation, IconPlayerPause, IconPlugConnectedX, IconPlugX, type Icon as TablerIcon } from '@tabler/icons-react';
import type { Account } from '#core/contract/accounts';
import type { Format } from '#renderer/format';
import { Icon } from '#renderer/components/icon';

interface Look {
  readonly name: string;
  readonly icon: TablerIcon;
  /** A text colour token. */
  readonly colour: string;
}

const looks: Readonly<Record<Account['status'], Look>> = {
  ok: { name: 'Healthy', icon: IconCircleCheck, colour: 'success-text' },
  expiring: { name: 'Signs out soon', icon: IconClockExclamation, colour: 'warning-text' },
  'signed-out': { name: 'Signed out', icon: IconPlugConnectedX, colour: 'danger-text' },
  disconnected: { name: 'Disconnected', icon: IconPlugX, colour: 'text-2' },
  paused: { name: 'You paused it', icon: IconPlayerPause, colour: 'hold-text' },
};

export const Health = ({ account }: { readonly account: Account }) => {
  const { name, icon, colour } = looks[account.status];
  return <span className="state" style={{ color: `var(--${colour})` }}><Icon of={icon} />{name}</span>;
};

/** Whether the last thing the network said was an error. */
export const lastFailed = ({ lastErrorAt, lastOkAt }: Account): boolean => lastErrorAt !== null && lastErrorAt > (lastOkAt ?? 0);

export function signedInUntil(account: Account, format: Format, zone: string, now: number): string {
  if (account.status === 'disconnected') return 'not signed in';
  if (account.status === 'signed-out') return account.lastErrorAt === null ? 'not any more' : `since ${format.dayTime(account.lastErrorAt, zone, now)}`;
  return account.expiresAt === null ? 'no end date' : format.day(account.expiresAt, zone, now);
}
