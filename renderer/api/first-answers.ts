import type { Preferences } from '#core/contract/app';
import type { Brand } from '#core/contract/brands';
import { brandIn } from './brand';
import { firstAnswersAreHere, orpc } from './client';
import { queryClient } from './query-client';

/** A screen's own first questions, for a window that opens on it. */
export type Ahead = (at: { readonly brand: Brand; readonly preferences: Preferences; readonly address: string }) => Promise<void>;

/**
 * Asks for all that the first look of the window needs, so that it is drawn once, whole: a screen that waits inside the
 * page for one answer after the other is drawn as often, and React shows each next part 300 ms after the last.
 * Never fails: what has no answer is asked for again by whoever needs it. False when there is no brand to show yet.
 */
export async function askFirst(screen: Promise<{ readonly ahead?: Ahead }>): Promise<boolean> {
  await firstAnswersAreHere;
  const all = Promise.all([
    queryClient.fetchQuery(orpc.app.startup.queryOptions()), queryClient.fetchQuery(orpc.app.preferences.get.queryOptions()),
    queryClient.fetchQuery(orpc.brands.list.queryOptions()), queryClient.prefetchQuery(orpc.app.info.queryOptions()),
    queryClient.prefetchQuery(orpc.publishing.status.queryOptions()),
  ]);
  try {
    const [startup, preferences, brands] = await all;
    const brand = brandIn(brands, preferences.lastBrandId);
    if (startup.kind !== 'ok' || brand === null) return false;
    const input = { brandId: brand.id };
    const accounts = queryClient.fetchQuery(orpc.accounts.list.queryOptions({ input }));
    await Promise.all([
      accounts.then((list) => Promise.all(list.map(({ id }) => queryClient.prefetchQuery(orpc.accounts.slots.list.queryOptions({ input: { accountId: id } }))))),
      queryClient.prefetchQuery(orpc.brands.labels.list.queryOptions({ input })),
      screen.then(({ ahead }) => ahead?.({ brand, preferences, address: window.location.hash.slice(1) })),
    ]);
    return true;
  } catch {
    // The window says what is wrong when it asks for itself.
    return true;
  }
}
