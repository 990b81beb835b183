import { ScreenBar } from '#renderer/components/screen-bar';

export const TodayScreen = () => <div className="screen"><ScreenBar title="Today" /></div>;
