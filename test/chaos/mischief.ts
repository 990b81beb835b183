import { publishingSteps } from '#electron/features/publishing/steps';
import type { FaultInput } from '#electron/practice-network/faults';
import type { PracticeAdminClient } from '#test/support/practice';
import type { Planned } from './data-folder';

// Nothing is handed over to the practice network and nothing is checked there: those steps are killed in the model test.
const steps = publishingSteps.filter((s) => !s.startsWith('hand-over') && s !== 'check-answered');
const POST = 'POST /api/posts';
const MEDIA = 'POST /api/media';
const TOKEN = 'POST /oauth/token';

const faults: readonly FaultInput[] = [
  { kind: 'reset', when: 'after', endpoint: POST }, { kind: 'reset', when: 'before', endpoint: POST }, { kind: 'error', when: 'after', endpoint: POST, status: 502 },
  { kind: 'error', when: 'before', endpoint: POST, status: 500 }, { kind: 'rate-limit', endpoint: POST, retryAfterSeconds: 2 }, { kind: 'slow', when: 'after', endpoint: POST, ms: 1500 },
  { kind: 'slow', when: 'before', endpoint: POST, ms: 2500, evenIfGone: true }, { kind: 'slow', endpoint: '*', ms: 400 }, { kind: 'reset', endpoint: '*' }, { kind: 'error', endpoint: '*', status: 503 },
  { kind: 'reset', when: 'after', endpoint: MEDIA }, { kind: 'error', endpoint: MEDIA, status: 500 }, { kind: 'reset', when: 'after', endpoint: TOKEN }, { kind: 'token-expired', endpoint: POST, count: 1 },
];

/** People leave an app open for a while now and then. Without that, everything absent would wait for the end of a long campaign. */
const CALM_EVERY = 40;

/** Where one run of the app is to end. */
export type Aim =
  | { readonly kind: 'step'; readonly step: string; readonly nth: number }
  | { readonly kind: 'random' }
  /** At random too, but late enough for two looks: what is absent is believed only within one run of the app. */
  | { readonly kind: 'calm' }
  /** The server has given a new pair of tokens and the app has not heard of it. */
  | { readonly kind: 'token' };

/** What happens in the n-th run, all from one row of seeded numbers. */
export function createMischief(random: () => number, seed: number, blind: boolean) {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const order = steps.map((step) => ({ step, at: random() })).sort((a, b) => a.at - b.at).map(({ step }) => step);

  return {
    aim: (n: number): Aim => {
      // Out and not written down: what a blind engine sends again.
      if (blind && n % 2 === 0) return { kind: 'step', step: 'commit-answered', nth: 1 };
      if (n % CALM_EVERY === CALM_EVERY - 1) return { kind: 'calm' };
      if (n % 6 === 5) return { kind: 'token' };
      return n % 2 === 0 ? { kind: 'step', step: order[(n / 2) % order.length]!, nth: 1 + Math.floor(random() * 3) } : { kind: 'random' };
    },
    /** Four publications for each of the next runs, due as the app comes up: a thread and a picture among them. */
    plan: (startUpMs: number, runs: number, runMs: number): readonly Planned[] => Array.from({ length: 4 * runs }, (_, i) => ({
      dueAt: Date.now() + Math.round(startUpMs + Math.floor(i / 4) * runMs + random() * 700), parts: i % 4 === 1 ? 2 + Math.floor(random() * 2) : 1, picture: i % 4 === 2 || (i % 4 === 1 && random() < 0.3),
    })),
    prepare: async (admin: PracticeAdminClient, aim: Aim, n: number): Promise<void> => {
      await admin.clearFaults();
      if (blind) return;
      if (aim.kind === 'token') {
        await admin.expireTokens({ kind: 'access' });
        await admin.fault({ kind: 'hang', when: 'after', endpoint: TOKEN });
        return;
      }
      // A look must be needed to be killed in.
      if (aim.kind === 'step' && (aim.step.startsWith('look') || aim.step.startsWith('recover'))) await admin.fault({ kind: 'reset', when: 'after', endpoint: POST, count: 2 });
      if (random() < 0.2) await admin.expireTokens({ kind: 'access' });
      for (let f = 0; f < Math.floor(random() * 3); f += 1) await admin.fault({ count: 1 + Math.floor(random() * 3), ...pick(faults), probability: 0.6, seed: `${seed}-${n}-${f}` });
    },
  };
}

/** How often the server has rotated a pair of tokens and kept the answer to itself. */
export const rotationsUnheard = async (admin: PracticeAdminClient): Promise<number> => (await admin.stats())[TOKEN]?.['hang'] ?? 0;
