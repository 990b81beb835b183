import { IconBell, IconBuildingStore, IconCloudUpload, IconDatabase, IconInfoCircle, IconPalette, IconSend, IconShieldLock, type Icon } from '@tabler/icons-react';
import type { SettingsSection } from '#renderer/routes';

/** The sections of Settings, in order. */
export const settingsPlaces: readonly { readonly section: SettingsSection; readonly name: string; readonly icon: Icon }[] = [
  { section: 'brands', name: 'Brands', icon: IconBuildingStore },
  { section: 'publishing', name: 'Publishing', icon: IconSend },
  { section: 'media-host', name: 'Media host', icon: IconCloudUpload },
  { section: 'appearance', name: 'Appearance', icon: IconPalette },
  { section: 'security', name: 'Security', icon: IconShieldLock },
  { section: 'notifications', name: 'Notifications', icon: IconBell },
  { section: 'data', name: 'Data and back-up', icon: IconDatabase },
  { section: 'about', name: 'About', icon: IconInfoCircle },
];
