import { Pane } from '#renderer/components/pane';
import { Icon } from '#renderer/components/icon';
import { ScreenBar } from '#renderer/components/screen-bar';
import { useBrands } from '#renderer/api/brand';
import { type SettingsSection, useRoute } from '#renderer/routes';
import { settingsPlaces } from '#renderer/shell/settings-places';
import type { ComponentType } from 'react';
import { About } from './about';
import { AppearanceSettings } from './appearance-settings';
import { BrandsSettings } from './brands-settings';
import { DataSettings } from './data-settings';
import { MediaHostSettings } from './media-host-settings';
import { NotificationSettings } from './notification-settings';
import { PublishingSettings } from './publishing-settings';
import { SecuritySettings } from './security-settings';
import './settings.css';

const sections: Readonly<Record<SettingsSection, ComponentType>> = {
  brands: BrandsSettings, publishing: PublishingSettings, 'media-host': MediaHostSettings, appearance: AppearanceSettings, security: SecuritySettings, notifications: NotificationSettings, data: DataSettings, about: About,
};

export function SettingsScreen() {
  const route = useRoute();
  const { brand } = useBrands();
  const section = route.name === 'settings' ? route.section : 'brands';
  const place = settingsPlaces.find((each) => each.section === section);
  const Section = sections[section];
  return (
    <div className="screen">
      <ScreenBar title="Settings" acts={brand === null ? <a className="btn" href="#/welcome">Back to the start</a> : undefined} />
      <div className="cols">
        <Pane label="Sections" width="13rem" sunken className="settings-list">
          <nav aria-label="Settings">
            <ul>
              {settingsPlaces.map((each) => (
                <li key={each.section}><a href={`#/settings/${each.section}`} {...(each.section === section ? { 'aria-current': 'page' as const } : {})}><Icon of={each.icon} />{each.name}</a></li>
              ))}
            </ul>
          </nav>
        </Pane>
        <Pane label={place?.name ?? 'Settings'}>
          <div className="scroll grow"><div className="settings-body"><h2 className="title">{place?.name}</h2><Section /></div></div>
        </Pane>
      </div>
    </div>
  );
}
