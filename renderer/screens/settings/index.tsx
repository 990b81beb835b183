import { ScreenBar } from '#renderer/components/screen-bar';

export const SettingsScreen = () => <div className="screen"><ScreenBar title="Settings" /></div>;
