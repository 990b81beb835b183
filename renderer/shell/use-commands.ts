import { IconBuildingStore, IconKeyboard, IconMoon, IconPencilPlus, IconPlayerPause, IconPlayerPlay, IconPlus, IconSun, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { switchBrand, useBrands } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { keysOf } from '#renderer/components/shortcuts';
import { navigate } from '#renderer/routes';
import { useUi } from '#renderer/stores/ui';
import type { CommandItem } from './palette-rows';
import { places } from './places';
import { setAllPaused } from './publisher-foot';
import { settingsPlaces } from './settings-places';
import { composeInBrand, toggleTheme } from './use-main-events';

/** What can be gone to and done, as far as the words typed so far fit. */
export function useCommands(query: string): readonly CommandItem[] {
  const { brand, brands } = useBrands();
  const { data: status } = useQuery(orpc.publishing.status.queryOptions());
  const openOverlay = useUi((state) => state.openOverlay);
  const dark = document.documentElement.dataset['theme'] === 'dark';

  const go: readonly CommandItem[] = [
    ...places.flat().filter((place) => brand !== null || place.route === 'settings').map((place): CommandItem => ({ group: 'Go to', name: place.name, icon: place.icon, keys: ['G', place.key], run: () => navigate(place.to) })),
    ...(query === '' ? [] : [{ group: 'Go to', name: 'Bin: deleted posts', icon: IconTrash, run: () => navigate('/bin') }]),
    ...(query === '' ? [] : settingsPlaces.map((place): CommandItem => ({ group: 'Go to', name: `Settings: ${place.name}`, icon: place.icon, run: () => navigate(`/settings/${place.section}`) }))),
  ];
  const others = brands.filter((each) => each.id !== brand?.id).map((each): CommandItem => ({ group: 'Brands', name: each.name, note: 'switch to it', icon: IconBuildingStore, run: () => { void switchBrand(each.id); } }));
  const paused = status?.paused ?? false;
  const compose: readonly CommandItem[] = brand === null ? [] : [{ group: 'Do', name: query === '' ? 'Compose a post' : `Compose a post: “${query}”`, icon: IconPencilPlus, keys: keysOf('compose'), run: () => { void composeInBrand(query); } }];
  const does: readonly CommandItem[] = [
    ...(query === '' ? compose : []),
    paused
      ? { group: 'Do', name: 'Resume publishing', icon: IconPlayerPlay, keys: keysOf('pause'), run: () => { void setAllPaused(false); } }
      : { group: 'Do', name: 'Pause everything', note: 'nothing goes out until you resume', icon: IconPlayerPause, keys: keysOf('pause'), run: () => { void setAllPaused(true); } },
    { group: 'Do', name: dark ? 'Use the light theme' : 'Use the dark theme', icon: dark ? IconSun : IconMoon, run: () => { void toggleTheme(); } },
    { group: 'Do', name: 'New brand', icon: IconPlus, run: () => openOverlay('new-brand') },
    { group: 'Do', name: 'Keyboard shortcuts', icon: IconKeyboard, keys: keysOf('shortcuts'), run: () => openOverlay('shortcuts') },
    // Fits any words, so it comes after what was meant by them.
    ...(query === '' ? [] : compose),
  ];
  const needle = query.toLocaleLowerCase();
  return [...go, ...others, ...does].filter((command) => needle === '' || command.name.toLocaleLowerCase().includes(needle));
}
