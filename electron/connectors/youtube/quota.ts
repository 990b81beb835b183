import type { Clock, Millis } from '#core/clock';
import { addDays, resolveWallTime, toWallDate } from '#core/time';
import type { Session } from '../ports/account';
import { secretOf, type UsedQuota } from './secret';

/** Google's page on quota costs, checked 2026-11-21: a hundred uploads and ten thousand units a day for one project. */
const MOST_UPLOADS = 100;
const MOST_UNITS = 10_000;
const PACIFIC = 'America/Los_Angeles';

/** What a call costs: units, or one of the uploads, which are counted apart. */
export type Cost = 'upload' | number;

/** When the day of the quota ends: midnight, Pacific time. UTC ms. */
export const quotaResetsAt = (now: Millis): Millis => resolveWallTime(`${addDays(toWallDate(now, PACIFIC), 1)}T00:00`, PACIFIC).instant;

interface Quota {
  /** After a call that was sent, whatever it came to: refused ones cost too. */
  readonly spend: (session: Session, cost: Cost) => Promise<void>;
  /** Google says that nothing is left. */
  readonly usedUp: (session: Session, of: 'upload' | 'units') => void;
}

/**
 * Google tells nobody what is left, so Linnet counts what it sends. One project may have several accounts, and other programs: theirs
 * are not seen. What reads costs one unit and is written down with the next call that costs more.
 */
export function createQuota(clock: Pick<Clock, 'now'>): Quota {
  const projects = new Map<string, UsedQuota>();

  function usedBy(session: Session): { readonly clientId: string; readonly used: UsedQuota } | null {
    const secret = secretOf(session);
    if (secret === null) return null;
    const now = clock.now();
    const known = [projects.get(secret.clientId), secret.used].filter((one) => one !== undefined && one !== null && one.until > now);
    const most = (of: 'uploads' | 'units'): number => Math.max(0, ...known.map((one) => one?.[of] ?? 0));
    return { clientId: secret.clientId, used: { until: quotaResetsAt(now), uploads: most('uploads'), units: most('units') } };
  }

  function tell(session: Session, used: UsedQuota): void {
    session.told?.({ unit: 'posts', limit: MOST_UPLOADS, left: Math.max(0, MOST_UPLOADS - used.uploads), resetsAt: used.until });
    session.told?.({ unit: 'points', limit: MOST_UNITS, left: Math.max(0, MOST_UNITS - used.units), resetsAt: used.until });
  }

  return {
    spend: async (session, cost) => {
      const before = usedBy(session);
      if (before === null || cost === 0) return;
      const { clientId } = before;
      const used: UsedQuota = cost === 'upload' ? { ...before.used, uploads: before.used.uploads + 1 } : { ...before.used, units: before.used.units + cost };
      projects.set(clientId, used);
      tell(session, used);
      if (cost === 1) return;
      // Under the same lock as a renewal, so that neither undoes what the other wrote.
      await session.lock(async () => {
        const secret = secretOf(session);
        if (secret !== null) await session.saveSecret({ ...secret, used: projects.get(clientId) ?? used }, secret.expiresAt);
      });
    },
    usedUp: (session, of) => {
      const before = usedBy(session);
      if (before === null) return;
      const used: UsedQuota = of === 'upload' ? { ...before.used, uploads: MOST_UPLOADS } : { ...before.used, units: MOST_UNITS };
      projects.set(before.clientId, used);
      tell(session, used);
    },
  };
}
