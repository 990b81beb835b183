import { z } from 'zod';
import { seededRandom } from './seeded';

/**
 * What may go wrong on purpose. `before` happens with the request read whole and nothing done; `after` happens when the work is
 * durable in the data file, so `reset` and `hang` after it are the lost answer.
 */
export const faultInput = z.strictObject({
  kind: z.enum(['slow', 'rate-limit', 'error', 'reset', 'hang', 'token-expired']),
  when: z.enum(['before', 'after']).default('before'),
  /** `POST /api/posts`, written as in the README, or `*` for everything but `/admin`. */
  endpoint: z.string().max(100).default('*'),
  /** How often it may still strike. Absent: until it is removed. */
  count: z.int().min(1).optional(),
  /** Lets this many matching requests through first. */
  skip: z.int().min(0).default(0),
  /** Chance that a matching request is struck, from a seeded row of numbers. */
  probability: z.number().min(0).max(1).default(1),
  seed: z.string().max(100).default('faults'),
  /** For `slow`. */
  ms: z.int().min(0).max(600_000).default(1000),
  /** For `slow` before: does the work although the caller has gone meanwhile. A polite server drops it. */
  evenIfGone: z.boolean().default(false),
  /** For `rate-limit`. */
  retryAfterSeconds: z.int().min(0).max(86_400).default(30),
  /** For `error`. */
  status: z.int().min(400).max(599).default(500),
});
export type FaultInput = z.input<typeof faultInput>;
type FaultRule = z.output<typeof faultInput>;
export interface Fault extends FaultRule {
  readonly id: number;
  readonly struck: number;
}

/** The faults that strike one request, in the order they were made. */
export interface Strike {
  readonly before: readonly Fault[];
  readonly after: readonly Fault[];
}

export interface FaultBoard {
  readonly add: (rule: FaultInput) => Fault;
  readonly clear: () => void;
  readonly list: () => readonly Fault[];
  readonly strike: (endpoint: string) => Strike;
}

interface Standing {
  readonly rule: FaultRule;
  readonly id: number;
  readonly next: () => number;
  seen: number;
  struck: number;
}

export function createFaultBoard(): FaultBoard {
  let standing: Standing[] = [];
  let lastId = 0;
  const asFault = (s: Standing): Fault => ({ ...s.rule, id: s.id, struck: s.struck });

  function strikes(s: Standing, endpoint: string): boolean {
    if (s.rule.endpoint !== '*' && s.rule.endpoint !== endpoint) return false;
    if (s.rule.count !== undefined && s.struck >= s.rule.count) return false;
    s.seen += 1;
    if (s.seen <= s.rule.skip) return false;
    // Drawn even at probability 1, so that the row of numbers depends on the requests alone.
    if (s.next() >= s.rule.probability) return false;
    s.struck += 1;
    return true;
  }

  return {
    add: (input) => {
      const rule = faultInput.parse(input);
      lastId += 1;
      const made: Standing = { rule, id: lastId, next: seededRandom(rule.seed, String(lastId)), seen: 0, struck: 0 };
      standing.push(made);
      return asFault(made);
    },
    clear: () => {
      standing = [];
    },
    list: () => standing.map(asFault),
    strike: (endpoint) => {
      const struck = standing.filter((s) => strikes(s, endpoint)).map(asFault);
      return { before: struck.filter((f) => f.when === 'before'), after: struck.filter((f) => f.when === 'after') };
    },
  };
}

