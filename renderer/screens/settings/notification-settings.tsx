import { Switch } from '@mantine/core';
import type { Preferences } from '#core/contract/app';
import { usePreferences } from '#renderer/api/preferences';
import { Part, Setting } from './setting';

type Flag = { [K in keyof Preferences]: Preferences[K] extends boolean ? K : never }[keyof Preferences];

const notices: readonly { readonly flag: Flag; readonly name: string; readonly help: string }[] = [
  { flag: 'notifyProblems', name: 'Something needs you', help: 'Failed, unconfirmed and missed posts. Best left on.' },
  { flag: 'notifyExpiring', name: 'An account signs out', help: 'Soon, or already.' },
  { flag: 'notifyPublished', name: 'A post went out', help: 'One for each post, not for each account.' },
];
const background: typeof notices = [
  { flag: 'keepRunningInTray', name: 'Keep running when the window is closed', help: 'Posts go out from the tray. Quit from the menu stops Linnet.' },
  { flag: 'startAtLogin', name: 'Start when you log in', help: 'In the tray, without a window. So nothing is missed after a restart.' },
];

export const NotificationSettings = () => (
  <>
    <Part title="Tell me when"><Flags flags={notices} /></Part>
    <Part title="In the background"><Flags flags={background} /></Part>
  </>
);

function Flags({ flags }: { readonly flags: typeof notices }) {
  const [preferences, set] = usePreferences();
  return flags.map(({ flag, name, help }) => (
    <Setting key={flag} name={name} help={help}><Switch aria-label={name} checked={preferences[flag]} onChange={(event) => set({ [flag]: event.currentTarget.checked })} /></Setting>
  ));
}
