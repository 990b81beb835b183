import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { app, dialog, Menu, protocol } from 'electron';
import { isChaos } from './composition/is-chaos';
import { appScheme } from './shell/app-protocol';
import { createAsked } from './shell/asked';
import { createCodeCache } from './shell/code-cache';
import { boundWindowHeap } from './shell/heap';
import { claimSingleInstance, startRoute } from './shell/instance';
import { type LookPlace, readKeptLook } from './shell/kept-look';
import { mediaScheme } from './shell/media-protocol';
import { servePage } from './shell/page';
import { built } from './shell/paths';
import { endOnSignals } from './shell/signals';
import { words } from './shell/words';

/*
 * The first moments of a start: one copy, and a window that loads its page. The rest of Linnet is read while Chromium
 * makes the window's process, so this file imports nothing heavy.
 */
protocol.registerSchemesAsPrivileged([appScheme, mediaScheme]);
boundWindowHeap(app.commandLine);
// Otherwise Electron gives the window a menu of its own first, which ours replaces at once. macOS cannot be without one.
if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
// The prebuilt SQLite fits every runtime that users get: there, nobody can name another file to load.
if (Number(process.versions['napi']) >= 10) delete process.env['LINNET_SQLITE_BINDING'];
const dataFolder = process.env['LINNET_DATA_DIR'];
if (dataFolder !== undefined && dataFolder !== '') app.setPath('userData', dataFolder);

/**
 * The rest of Linnet in pieces, each with what it brings along: reading holds this thread, and in between Chromium
 * gets its turn to answer the page, which would otherwise come a tenth of a second later.
 */
const pieces: readonly (() => Promise<unknown>)[] = [
  () => import('#core/contract'), () => import('#core/time'), () => import('#db/open'), () => import('./composition/start-up'), () => import('./composition/features'), () => import('./composition/router'),
];

/** So long at most the rest of Linnet, publishing among it, waits for a page that may not come. */
const PAGE_FIRST_MS = 2_000;

/** What links ask for before there is anybody to show it. */
const asked = createAsked(startRoute());

if (claimSingleInstance(asked.ask)) {
  // Never awaited at the top level: Electron is not ready before this module has ended.
  app.whenReady().then(begin).catch((error: unknown) => {
    dialog.showErrorBox(words.dialog.cannotStart, error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
} else {
  process.stderr.write(`${words.notify.secondCopy.title}. ${words.notify.secondCopy.body}\n`);
  app.quit();
}

function lookPlace(): LookPlace {
  const folder = app.getPath('userData');
  const { size, mtimeMs } = statSync(built('main', 'index.cjs'));
  return { folder, database: join(folder, 'linnet.db'), staged: join(folder, 'linnet-restore.db'), build: `${app.getVersion()} ${size} ${mtimeMs}` };
}

async function begin(): Promise<void> {
  const look = lookPlace();
  const kept = readKeptLook(look);
  const page = isChaos() ? null : servePage(kept);
  const shown = page === null ? null : { page, first: page.open(), look, kept };
  // Not on macOS: see createCodeCache.
  const code = process.platform === 'darwin' ? null : createCodeCache({ file: join(look.folder, 'code-cache'), scripts: built('main') });
  // The page first: it takes longest, and what holds this thread before its files are there holds the page as well.
  if (page !== null) await Promise.race([page.drawing, setTimeout(PAGE_FIRST_MS)]);
  for (const read of pieces) {
    await read();
    await setTimeout(1);
  }
  const { run } = await import('./composition/run');
  endOnSignals();
  await run({ shown, onAsked: asked.answerBy, keepCode: () => { code?.keep(); } });
}
