import { ScreenBar } from '#renderer/components/screen-bar';

export const CalendarScreen = () => <div className="screen"><ScreenBar title="Calendar" /></div>;
