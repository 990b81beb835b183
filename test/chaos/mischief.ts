import { publishingSteps } from '#electron/features/publishing/steps';
import type { Accounts, Planned } from './data-folder';
import type { RunningNetwork } from './running-network';

// Nothing is handed over here, and nothing is worked on after its call: those steps are killed in the model test.
const steps = publishingSteps.filter((s) => !s.startsWith('hand-over') && s !== 'check-answered');

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
export function createMischief(random: () => number, seed: number, networks: readonly RunningNetwork[], blind: boolean) {
  const order = steps.map((step) => ({ step, at: random() })).sort((a, b) => a.at - b.at).map(({ step }) => step);
  const rotates = networks.some(({ token }) => token !== undefined);
  /** With more networks a step is reached more often. */
  const deepest = 3 * networks.length;

  /** Some publications for each of the next runs, due as the app comes up: every kind that the network takes, by turns. */
  const planFor = ({ network, perRun }: RunningNetwork, at: Accounts, startUpMs: number, runs: number, runMs: number): readonly Planned[] => {
    const of = at.all.filter((account) => account.network === network.id);
    const from = Math.floor(random() * network.kinds.length);
    return Array.from({ length: perRun * runs }, (_, i) => {
      const kind = network.kinds[(from + i) % network.kinds.length]!;
      return {
        dueAt: Date.now() + Math.round(startUpMs + Math.floor(i / perRun) * runMs + random() * 700), account: of[i % of.length]!, kind, parts: kind.startsWith('thread') ? 2 + Math.floor(random() * 2) : 1,
      };
    });
  };

  return {
    aim: (n: number): Aim => {
      // Out and not written down: what a blind engine sends again.
      if (blind && n % 2 === 0) return { kind: 'step', step: 'commit-answered', nth: 1 };
      if (n % CALM_EVERY === CALM_EVERY - 1) return { kind: 'calm' };
      if (rotates && n % 6 === 5) return { kind: 'token' };
      return n % 2 === 0 ? { kind: 'step', step: order[(n / 2) % order.length]!, nth: 1 + Math.floor(random() * deepest) } : { kind: 'random' };
    },
    plan: (at: Accounts, startUpMs: number, runs: number, runMs: number): readonly Planned[] => networks.flatMap((network) => planFor(network, at, startUpMs, runs, runMs)),
    prepare: async (aim: Aim, n: number): Promise<void> => {
      for (const network of networks) {
        await network.mend();
        if (blind) continue;
        if (aim.kind === 'token' && network.token !== undefined) {
          await network.token.loseRotation();
          continue;
        }
        // A look must be needed to be killed in.
        if (aim.kind === 'step' && (aim.step.startsWith('look') || aim.step.startsWith('recover'))) await network.loseAnswers(2);
        if (network.token !== undefined && random() < 0.2) await network.token.expire();
        for (let f = 0; f < Math.floor(random() * 3); f += 1) await network.anyFault(random, `${seed}-${n}-${f}-${network.network.id}`);
      }
    },
    /** How often a server has rotated a pair of tokens and kept the answer to itself. */
    rotationsUnheard: async (): Promise<number> => {
      let all = 0;
      for (const { token } of networks) all += (await token?.rotationsUnheard()) ?? 0;
      return all;
    },
  };
}
export type Mischief = ReturnType<typeof createMischief>;
