import type { Account } from '#core/contract/accounts';
import type { Allowance } from '#core/networks';
import { count, type Format } from '#renderer/format';
import { scopeWords } from './scopes';

interface Said {
  readonly format: Format;
  readonly zone: string;
  readonly now: number;
}
const DAY = 86_400_000;
const WARNING = 7 * DAY;
/** A limit of which more than this is used is worth a word. */
const NEAR = 0.85;

/** Whole days until then; zero on the last one, and behind it. */
const daysLeft = (at: number, now: number): number => Math.max(0, Math.floor((at - now) / DAY));

/** Until when a person is signed in: `no end date`, `Sun 18 Oct, 5 days left`. */
export function signedInUntil(account: Account, { format, zone, now }: Said): string {
  const { status, expiresAt, lastErrorAt } = account;
  if (status === 'disconnected') return 'not signed in';
  if (status === 'signed-out') return lastErrorAt === null ? 'not any more' : `since ${format.dayTime(lastErrorAt, zone, now)}`;
  if (expiresAt === null) return account.renewsItself ? 'renews itself' : 'no end date';
  if (expiresAt <= now) return `ended ${format.dayTime(expiresAt, zone, now)}`;
  const day = format.day(expiresAt, zone, now);
  if (expiresAt - now >= WARNING) return day;
  return expiresAt - now < DAY ? `${format.dayTime(expiresAt, zone, now)}, less than a day` : `${day}, ${count(daysLeft(expiresAt, now), 'day')} left`.replace(/ (days?) left$/, '\u00a0$1\u00a0left');
}

/** The limit of which the largest part is used, when that is nearly all of it. */
export const nearLimit = ({ allowances }: Pick<Account, 'allowances'>): Allowance | null =>
  allowances.filter(({ limit, left }) => (limit - left) / limit >= NEAR).toSorted((a, b) => a.left / a.limit - b.left / b.limit)[0] ?? null;

const unitWords: Readonly<Record<Exclude<Allowance['unit'], 'percent'>, string>> = { posts: 'posts', calls: 'calls', points: 'points' };

/** `22 of 25 posts`; where the network tells no number, `88% of an hour’s calls`. */
const share = (n: number, unit: Allowance['unit'], limit: number, format: Format): string =>
  (unit === 'percent' ? `${format.number(n)}% of an hour’s calls` : `${format.number(n)} of ${format.number(limit)} ${unitWords[unit]}`);

/** `22 of 25 posts` used. */
export const usedWords = ({ unit, limit, left }: Allowance, format: Format): string => share(limit - left, unit, limit, format);

/** `3 of 25 posts left until 14:05` */
export const leftWords = ({ unit, limit, left, resetsAt }: Allowance, { format, zone, now }: Said): string =>
  `${share(left, unit, limit, format)} left${resetsAt === null ? '' : ` until ${format.dayTime(resetsAt, zone, now)}`}`;

/** `US$0.015` for one post, `US$1.25` for a month of them: from a whole unit on, tenths of a cent say nothing. */
export const moneyWords = ({ currency, amount }: NonNullable<Account['spent']>, { locale }: Pick<Format, 'locale'>): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: amount < 1 ? 3 : 2 }).format(amount);

/** What the login does not allow, in words, each once. */
export const missingWords = ({ missingScopes }: Pick<Account, 'missingScopes'>): readonly string[] => [...new Set(missingScopes.map(scopeWords))];

/** Whether the network publishes planned posts by itself: brand and account both have to allow it. @param network as it is called in the middle of a sentence */
export function holdsWords({ canNativeSchedule, nativeHandover }: Pick<Account, 'canNativeSchedule' | 'nativeHandover'>, brandAllows: boolean, network: string): string {
  if (!canNativeSchedule) return `no, ${network} does not offer it`;
  if (!brandAllows) return 'no, it is off for the whole brand (Settings, Publishing)';
  return nativeHandover ? 'yes, also while this computer is off' : 'no, you turned it off here';
}
