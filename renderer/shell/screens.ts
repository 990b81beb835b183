import { type ComponentType, lazy } from 'react';
import type { RouteName } from '#renderer/routes';

const load = {
  today: () => import('#renderer/screens/today').then((m) => ({ default: m.TodayScreen })),
  calendar: () => import('#renderer/screens/calendar').then((m) => ({ default: m.CalendarScreen })),
  compose: () => import('#renderer/screens/composer').then((m) => ({ default: m.ComposerScreen })),
  publication: () => import('#renderer/screens/publication').then((m) => ({ default: m.PublicationScreen })),
  accounts: () => import('#renderer/screens/accounts').then((m) => ({ default: m.AccountsScreen })),
  settings: () => import('#renderer/screens/settings').then((m) => ({ default: m.SettingsScreen })),
  bin: () => import('#renderer/screens/bin').then((m) => ({ default: m.BinScreen })),
  welcome: () => import('#renderer/screens/welcome').then((m) => ({ default: m.WelcomeScreen })),
} satisfies Record<RouteName, () => Promise<{ default: ComponentType }>>;

/** The screen of each route. A screen takes no properties: it reads `useRoute()` itself. */
export const screens: Readonly<Record<RouteName, ComponentType>> = {
  today: lazy(load.today), calendar: lazy(load.calendar), compose: lazy(load.compose), publication: lazy(load.publication),
  accounts: lazy(load.accounts), settings: lazy(load.settings), bin: lazy(load.bin), welcome: lazy(load.welcome),
};

export const titles: Readonly<Record<RouteName, string>> = {
  today: 'Today', calendar: 'Calendar', compose: 'Compose', publication: 'Publication', accounts: 'Accounts', settings: 'Settings', bin: 'Bin', welcome: 'Welcome',
};

/** Fetches one screen ahead of the first render, which needs it only after the first answers. */
export const loadScreen = (name: RouteName): void => { void load[name](); };

/** The first screen has the processor for itself for so long: the page is idle between its questions, and that is no leisure. */
const WARM_AFTER_MS = 2_500;

/** Fetches the other screens while nobody waits, so that each appears in one frame. */
export function warmScreens(): void {
  setTimeout(() => requestIdleCallback(() => { for (const one of Object.values(load)) void one(); }, { timeout: 4_000 }), WARM_AFTER_MS);
}
