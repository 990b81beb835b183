import { randomUUID } from 'node:crypto';
import type { NetworkId } from '#core/networks';
import { contractOf, type Linnet } from '../support/contract';
import type { LaunchedApp } from '../support/launch';
import { addSampleBrand } from '../support/sample';
import type { HomeFolder } from './folder';

export type AccountLine = readonly [network: NetworkId, handle: string, displayName: string];

/** Rows as a login would leave them: these networks cannot be reached from a test machine. */
export function addAccounts(home: HomeFolder, brandId: string, list: readonly AccountLine[], first: number): void {
  const now = Date.now();
  home.within(({ sqlite }) => {
    const add = sqlite.prepare(`INSERT INTO accounts (id, brand_id, network, remote_id, server_url, handle, display_name, profile_url, login_method, health, scopes, missing_scopes, native_handover, position, created_at, updated_at, last_ok_at)
      VALUES (?, ?, ?, ?, 'https://127.0.0.1', ?, ?, 'https://127.0.0.1/me', 'oauth', 'ok', '[]', '[]', 1, ?, ?, ?, ?)`);
    for (const [n, [network, handle, displayName]] of list.entries()) add.run(randomUUID(), brandId, network, randomUUID(), handle, displayName, first + n, now, now, now);
  });
}

/** An app that has just started on the sample brand, with these accounts behind the brand's own. */
export async function startWithAccounts(home: HomeFolder, list: readonly AccountLine[]): Promise<{ readonly launched: LaunchedApp; readonly linnet: Linnet; readonly brandId: string }> {
  const first = await home.start();
  let brandId: string;
  try {
    await addSampleBrand(first.window);
    brandId = (await (await contractOf(first)).brands.list())[0]?.id ?? '';
  } finally {
    await first.stop();
  }
  addAccounts(home, brandId, list, 10);
  const launched = await home.start();
  return { launched, linnet: await contractOf(launched), brandId };
}
