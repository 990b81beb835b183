import type { Page } from '@playwright/test';
import { contractOf, type Linnet } from './contract';
import { makeDataFolder, type Servers, type TestFolder } from './data-folder';
import { type LaunchedApp, launchApp } from './launch';
import { makeBrand } from './sample';

/** An app that runs, its window and its contract. */
export interface Started {
  readonly running: LaunchedApp;
  readonly page: Page;
  readonly linnet: Linnet;
}

export async function startOn(folder: TestFolder): Promise<Started> {
  const running = await launchApp({ dataDir: folder.path });
  return { running, page: running.window, linnet: await contractOf(running) };
}

/** A first run in a folder of its own, past its welcome: with the brand Wren & Fern. */
export async function startWithBrand(servers: Servers = {}): Promise<Started & { readonly folder: TestFolder; readonly brandId: string }> {
  const folder = await makeDataFolder(servers);
  const started = await startOn(folder);
  await makeBrand(started.page, 'Wren & Fern');
  return { ...started, folder, brandId: (await started.linnet.brands.list())[0]?.id ?? '' };
}
