import { IconCalendar, IconPlugConnected, IconSettings, IconSunHigh, type Icon } from '@tabler/icons-react';
import type { RouteName } from '#renderer/routes';

interface Place {
  readonly route: RouteName;
  readonly to: string;
  readonly name: string;
  readonly icon: Icon;
  /** After G. */
  readonly key: string;
  /** In the native menu, with Ctrl or Cmd. */
  readonly menuKey?: string;
}

/** The screens of the rail, in its two groups. */
export const places: readonly (readonly Place[])[] = [
  [
    { route: 'today', to: '/today', name: 'Today', icon: IconSunHigh, key: 'T', menuKey: '1' },
    { route: 'calendar', to: '/calendar', name: 'Calendar', icon: IconCalendar, key: 'C', menuKey: '2' },
  ],
  [
    { route: 'accounts', to: '/accounts', name: 'Accounts', icon: IconPlugConnected, key: 'A', menuKey: '3' },
    { route: 'settings', to: '/settings/brands', name: 'Settings', icon: IconSettings, key: 'S' },
  ],
];
