import type { Clock, Millis } from '#core/clock';

export interface Spent {
  readonly allowed: boolean;
  /** `x-ratelimit-*`, and `retry-after` when nothing is left. */
  readonly headers: Readonly<Record<string, string>>;
}
export interface Quota {
  readonly spend: (personId: number) => Spent;
}

/** A fixed window for each account, told in the headers that most networks use. */
export function createQuota(clock: Clock, { limit, windowMs }: { readonly limit: number; readonly windowMs: Millis }): Quota {
  const windows = new Map<number, { readonly resetAt: Millis; used: number }>();
  return {
    spend: (personId) => {
      const now = clock.now();
      let window = windows.get(personId);
      if (window === undefined || window.resetAt <= now) {
        window = { resetAt: now + windowMs, used: 0 };
        windows.set(personId, window);
      }
      const allowed = window.used < limit;
      if (allowed) window.used += 1;
      const headers: Record<string, string> = {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(limit - window.used),
        'x-ratelimit-reset': new Date(window.resetAt).toISOString(),
      };
      if (!allowed) headers['retry-after'] = String(Math.ceil((window.resetAt - now) / 1000));
      return { allowed, headers };
    },
  };
}
