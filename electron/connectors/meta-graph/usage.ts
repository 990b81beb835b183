import { z } from 'zod';
import { type Millis, MINUTE } from '#core/clock';
import type { Allowance } from '#core/networks';

/** Per cent of what is allowed within an hour; above 100 calls are refused. */
const share = z.number().min(0).max(1e6).catch(0);
const usage = z.object({ call_count: share, total_time: share, total_cputime: share });
const businessUsage = usage.extend({ estimated_time_to_regain_access: z.number().min(0).max(1e5).catch(0) });
const byBusiness = z.record(z.string(), z.array(businessUsage).max(100));

interface Usage {
  /** Of the tightest of all limits. */
  readonly percent: number;
  /** When calls are taken again, UTC ms; null: they are. */
  readonly regainAt: Millis | null;
}

/** X-App-Usage, X-Page-Usage and X-Business-Use-Case-Usage (Graph's rate limits; second hand, 2026-11-21). Null where none of them is there. */
export function readUsage(headers: Headers, now: Millis): Usage | null {
  const plain = ['x-app-usage', 'x-page-usage'].flatMap((name) => usage.safeParse(jsonOf(headers.get(name))).data ?? []);
  const business = Object.values(byBusiness.safeParse(jsonOf(headers.get('x-business-use-case-usage'))).data ?? {}).flat();
  const all = [...plain, ...business];
  if (all.length === 0) return null;
  const minutes = Math.max(0, ...business.map((one) => one.estimated_time_to_regain_access));
  return { percent: Math.max(...all.flatMap((one) => [one.call_count, one.total_time, one.total_cputime])), regainAt: minutes === 0 ? null : now + minutes * MINUTE };
}

export function allowanceOf({ percent, regainAt }: Usage): Allowance {
  return { unit: 'percent', limit: 100, left: Math.max(0, Math.floor(100 - percent)), resetsAt: regainAt };
}

function jsonOf(raw: string | null): unknown {
  if (raw === null || raw.length > 20_000) return null;
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}
