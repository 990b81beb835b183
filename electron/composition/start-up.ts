import { randomBytes } from 'node:crypto';
import { app } from 'electron';
import { createEventFeed } from '#core/event-feed';
import type { AppEvent } from '#core/contract/app';
import { createIdSource } from '#core/ids';
import { createHttp } from '../connectors/http/fetch';
import { createRedactor } from '../connectors/http/redact';
import { join } from 'node:path';
import { createKeyring } from '../shell/keyring';
import { createLog } from '../shell/log';
import { createOnline } from '../shell/online';
import { createPreferences } from '../shell/preferences';
import { createSecretStore } from '../shell/secrets';
import { createSystemClock } from '../shell/system-clock';
import { createDatabase } from './database';
import { readDeveloperSettings } from './developer-settings';
import { createEnding } from './ending';
import { knownToRedactor } from './known-secrets';

/** Everything that exists before there is a database. */
export function createFoundation(folder: string) {
  const clock = createSystemClock();
  const redactor = createRedactor();
  const log = createLog(folder, (text) => redactor.redact(text));
  const newId = createIdSource(clock.now, (length) => randomBytes(length));
  const developer = readDeveloperSettings(folder, log.error);
  // A switch for tests and demonstrations of working offline; never set in a package.
  const forced = (): boolean | null => (app.isPackaged || process.env['LINNET_OFFLINE'] === undefined ? null : process.env['LINNET_OFFLINE'] !== '1');
  return {
    folder, clock, newId, redactor, log, developer,
    // What happens before the window listens waits for it: a link, a notice, and data it may just have read.
    events: createEventFeed<AppEvent>(() => true),
    http: createHttp({ clock, redactor, userAgent: `Linnet/${app.getVersion()}` }),
    preferences: createPreferences(folder),
    secrets: knownToRedactor(createSecretStore({ file: join(folder, 'secrets.json'), keyring: createKeyring() }), redactor),
    // On loopback-only machines the OS may say "offline" although every server in use is on this machine.
    online: createOnline(forced),
    database: createDatabase({ folder, clock, newId }),
    ending: createEnding({ quit: () => { app.quit(); }, log: log.error }),
  };
}
export type Foundation = ReturnType<typeof createFoundation>;
