import type { AppEvent, Preferences } from '#core/contract/app';
import { appError } from '#core/errors';
import type { EventFeed } from '#core/event-feed';
import { err, ok } from '#core/result';
import { os } from './os';

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly chrome: string;
  readonly node: string;
  readonly sqlite: string;
  readonly platform: string;
  readonly dataFolder: string;
  readonly oldRuntime: boolean;
  readonly locale: string;
  readonly timeZone: string;
}

interface SecurityPort {
  readonly state: () => { readonly kind: 'keyring' | 'vault' | 'none'; readonly backend: string; readonly locked: boolean };
  readonly createVault: (passphrase: string) => Promise<import('#core/errors').AppResult<ReturnType<SecurityPort['state']>>>;
  readonly unlock: SecurityPort['createVault'];
  readonly lock: SecurityPort['state'];
}

/** What belongs to the app itself: facts, events, preferences, security. */
export function createAppApi(deps: {
  readonly info: () => AppInfo;
  readonly events: EventFeed<AppEvent>;
  readonly preferences: { readonly get: () => Preferences; readonly set: (patch: { readonly [K in keyof Preferences]?: Preferences[K] | undefined }) => Preferences };
  readonly onPreferences: (preferences: Preferences) => void;
  readonly openExternal: (url: string) => Promise<'opened' | 'not-opened' | 'not-web'>;
  readonly openDataFolder: () => void;
  readonly security: SecurityPort;
  readonly accountCount: () => number;
  readonly onSecurity: () => void;
}) {
  const state = () => ({ ...deps.security.state(), accounts: deps.accountCount() });
  const after = async (change: ReturnType<SecurityPort['createVault']>) => {
    const done = await change;
    if (!done.ok) return err(done.error);
    deps.onSecurity();
    return ok(state());
  };
  return {
    info: os.app.info.handler(() => deps.info()),
    events: os.app.events.handler(async function* events({ signal }) {
      for await (const event of deps.events.listen(signal ?? new AbortController().signal)) yield event;
    }),
    preferences: {
      get: os.app.preferences.get.handler(() => deps.preferences.get()),
      set: os.app.preferences.set.handler(({ input }) => {
        const next = deps.preferences.set(input);
        deps.onPreferences(next);
        return next;
      }),
    },
    openExternal: os.app.openExternal.handler(async ({ input }) => {
      // Checked again here: the shape allows http and https, and nothing else may ever reach the system's opener.
      if (!/^https?:\/\//i.test(input.url)) return err(appError('link-unknown'));
      const opened = await deps.openExternal(input.url);
      if (opened === 'not-web') return err(appError('link-unknown'));
      return opened === 'opened' ? ok(null) : err(appError('no-browser'));
    }),
    openDataFolder: os.app.openDataFolder.handler(() => { deps.openDataFolder(); return null; }),
    security: {
      get: os.app.security.get.handler(state),
      createVault: os.app.security.createVault.handler(({ input }) => after(deps.security.createVault(input.passphrase))),
      unlockVault: os.app.security.unlockVault.handler(({ input }) => after(deps.security.unlock(input.passphrase))),
      lockVault: os.app.security.lockVault.handler(() => { deps.security.lock(); deps.onSecurity(); return state(); }),
    },
  };
}
