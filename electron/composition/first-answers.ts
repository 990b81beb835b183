import type { ContractRouterClient } from '@orpc/contract';
import type { Clock } from '#core/clock';
import type { Contract } from '#core/contract';
import type { FirstAnswer } from '#core/contract/first-answers';
import { monthGridRange, toWallDate } from '#core/time';

export interface FirstAnswers {
  /** For what is around the screen. */
  readonly frame: Promise<readonly FirstAnswer[]>;
  /** For the calendar, on which the window opens. */
  readonly screen: Promise<readonly FirstAnswer[]>;
}

/** Both parts as one text. */
export const allAnswers = async ({ frame, screen }: FirstAnswers): Promise<string> => JSON.stringify([...await frame, ...await screen]);

/**
 * What the window asks for when it opens on the calendar, answered while its process is still starting. The window asks
 * by itself for whatever is missing here or was asked differently, so this may be incomplete but never wrong.
 * @param pause between two questions: the page's own requests go first
 */
export function firstAnswers(api: ContractRouterClient<Contract>, clock: Pick<Clock, 'now'>, pause: () => Promise<void>): FirstAnswers {
  const collect = () => {
    const answers: FirstAnswer[] = [];
    const keep = async <O>(path: readonly string[], asked: Promise<O>, input?: unknown): Promise<O> => {
      const output = await asked;
      answers.push({ path, output, ...(input === undefined ? {} : { input }) });
      await pause();
      return output;
    };
    return { answers, keep };
  };

  async function askFrame() {
    const { answers, keep } = collect();
    const startup = await keep(['app', 'startup'], api.app.startup());
    const preferences = await keep(['app', 'preferences', 'get'], api.app.preferences.get());
    const brands = await keep(['brands', 'list'], api.brands.list());
    await keep(['app', 'info'], api.app.info());
    await keep(['publishing', 'status'], api.publishing.status());
    const brand = startup.kind === 'ok' ? brands.find(({ id }) => id === preferences.lastBrandId) ?? brands[0] : undefined;
    return { answers, brand, preferences };
  }

  async function askScreen({ brand, preferences }: Awaited<ReturnType<typeof askFrame>>): Promise<readonly FirstAnswer[]> {
    const { answers, keep } = collect();
    if (brand === undefined) return answers;
    const brandId = brand.id;
    const today = toWallDate(clock.now(), brand.timeZone);
    const month = { brandId, ...monthGridRange(today.slice(0, 7), brand.timeZone, preferences.weekStart), filter: {} };
    await keep(['planning', 'calendar'], api.planning.calendar(month), month);
    const accounts = await keep(['accounts', 'list'], api.accounts.list({ brandId }), { brandId });
    for (const { id } of accounts) await keep(['accounts', 'slots', 'list'], api.accounts.slots.list({ accountId: id }), { accountId: id });
    const drafts = { brandId, query: '' };
    await keep(['posts', 'drafts'], api.posts.drafts(drafts), drafts);
    await keep(['brands', 'labels', 'list'], api.brands.labels.list({ brandId }), { brandId });
    return answers;
  }

  const frame = askFrame();
  return { frame: frame.then(({ answers }) => answers), screen: frame.then(askScreen) };
}
