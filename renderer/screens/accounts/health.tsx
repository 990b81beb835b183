import { IconCircleCheck, IconClockExclamation, IconGauge, IconLockExclamation, IconPlayerPause, IconPlugConnectedX, IconPlugX, type Icon as TablerIcon } from '@tabler/icons-react';
import type { Account } from '#core/contract/accounts';
import { Icon } from '#renderer/components/icon';
import { nearLimit } from '#renderer/messages/health';

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

const signs = {
  lacks: { name: 'Lacks a permission', icon: IconLockExclamation, colour: 'warning-text' },
  near: { name: 'Near a limit', icon: IconGauge, colour: 'info-text' },
} as const satisfies Readonly<Record<string, Look>>;

/** What is well may still not do everything, or not for much longer today. */
function lookOf(account: Account): Look {
  if (account.status !== 'ok') return looks[account.status];
  if (account.missingScopes.length > 0) return signs.lacks;
  return nearLimit(account) === null ? looks.ok : signs.near;
}

export const Health = ({ account }: { readonly account: Account }) => {
  const { name, icon, colour } = lookOf(account);
  return <span className="state" style={{ color: `var(--${colour})` }}><Icon of={icon} />{name}</span>;
};

/** Whether the last thing the network said was an error. */
export const lastFailed = ({ lastErrorAt, lastOkAt }: Account): boolean => lastErrorAt !== null && lastErrorAt > (lastOkAt ?? 0);
