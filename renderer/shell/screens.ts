import { type ComponentType, lazy } from 'react';
import type { Ahead } from '#renderer/api/first-answers';
import type { RouteName } from '#renderer/routes';
import { askAhead, CalendarScreen } from '#renderer/screens/calendar';

interface ScreenModule {
  readonly default: ComponentType;
  readonly ahead?: Ahead;
}

const read = {
  today: () => import('#renderer/screens/today').then((m) => ({ default: m.TodayScreen })),
  // The window opens on it: one script to read at a start, not thirty.
  calendar: () => Promise.resolve({ default: CalendarScreen, ahead: askAhead }),
  compose: () => import('#renderer/screens/composer').then((m) => ({ default: m.ComposerScreen })),
  publication: () => import('#renderer/screens/publication').then((m) => ({ default: m.PublicationScreen })),
  accounts: () => import('#renderer/screens/accounts').then((m) => ({ default: m.AccountsScreen })),
  settings: () => import('#renderer/screens/settings').then((m) => ({ default: m.SettingsScreen })),
  bin: () => import('#renderer/screens/bin').then((m) => ({ default: m.BinScreen })),
  welcome: () => import('#renderer/screens/welcome').then((m) => ({ default: m.WelcomeScreen })),
} satisfies Record<RouteName, () => Promise<ScreenModule>>;

const here = new Map<RouteName, ComponentType>();

/** Fetches one screen before it is needed. */
export async function loadScreen(name: RouteName): Promise<ScreenModule> {
  const module: ScreenModule = await read[name]();
  here.set(name, module.default);
  return module;
}

const late: Readonly<Record<RouteName, ComponentType>> = {
  today: lazy(() => loadScreen('today')), calendar: lazy(() => loadScreen('calendar')), compose: lazy(() => loadScreen('compose')), publication: lazy(() => loadScreen('publication')),
  accounts: lazy(() => loadScreen('accounts')), settings: lazy(() => loadScreen('settings')), bin: lazy(() => loadScreen('bin')), welcome: lazy(() => loadScreen('welcome')),
};

/**
 * The screen of a route, which takes no properties: it reads `useRoute()` itself. One that is here already is drawn at
 * once; `lazy` would show nothing first, and React shows what comes after nothing only 300 ms later.
 */
export const screenOf = (name: RouteName): ComponentType => here.get(name) ?? late[name];

export const titles: Readonly<Record<RouteName, string>> = {
  today: 'Today', calendar: 'Calendar', compose: 'Compose', publication: 'Publication', accounts: 'Accounts', settings: 'Settings', bin: 'Bin', welcome: 'Welcome',
};

/** The first screen has the processor for itself for so long: the page is idle between its questions, and that is no leisure. */
const WARM_AFTER_MS = 2_500;

/** Fetches the other screens while nobody waits, so that each appears in one frame. */
export function warmScreens(): void {
  setTimeout(() => requestIdleCallback(() => { for (const name of Object.keys(read) as RouteName[]) void loadScreen(name); }, { timeout: 4_000 }), WARM_AFTER_MS);
}
