import { Switch } from '@mantine/core';
import { usePreferences } from '#renderer/api/preferences';
import { Segmented } from '#renderer/components/segmented';
import { Part, Setting } from './setting';

export function AppearanceSettings() {
  const [preferences, set] = usePreferences();
  return (
    <>
      <Part title="Look">
        <Setting name="Theme"><Segmented label="Theme" value={preferences.theme} onChange={(theme) => set({ theme })} options={[{ value: 'system', label: 'System' }, { value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }]} /></Setting>
        <Setting name="Contrast" help="More contrast draws every line and quiet word stronger."><Segmented label="Contrast" value={preferences.contrast} onChange={(contrast) => set({ contrast })} options={[{ value: 'system', label: 'System' }, { value: 'more', label: 'More' }]} /></Setting>
        <Setting name="Text size" help="Everything grows with it."><Segmented label="Text size" value={preferences.textScale} onChange={(textScale) => set({ textScale })} options={[{ value: 1, label: '100 %' }, { value: 1.25, label: '125 %' }, { value: 1.5, label: '150 %' }, { value: 2, label: '200 %' }]} /></Setting>
        <Setting name="Density" help="Compact shows more posts in a day."><Segmented label="Density" value={preferences.density} onChange={(density) => set({ density })} options={[{ value: 'comfortable', label: 'Comfortable' }, { value: 'compact', label: 'Compact' }]} /></Setting>
        <Setting name="Names in the side bar" help="Kept even when the window is narrow."><Switch aria-label="Names in the side bar" checked={preferences.railPinned} onChange={(event) => set({ railPinned: event.currentTarget.checked })} /></Setting>
      </Part>
      <Part title="Time">
        <Setting name="Week starts on"><Segmented label="Week starts on" value={preferences.weekStart} onChange={(weekStart) => set({ weekStart })} options={[{ value: 6, label: 'Saturday' }, { value: 7, label: 'Sunday' }, { value: 1, label: 'Monday' }]} /></Setting>
        <Setting name="Clock"><Segmented label="Clock" value={preferences.hourCycle} onChange={(hourCycle) => set({ hourCycle })} options={[{ value: 'system', label: 'System' }, { value: 'h23', label: '24 h' }, { value: 'h12', label: '12 h' }]} /></Setting>
      </Part>
    </>
  );
}
