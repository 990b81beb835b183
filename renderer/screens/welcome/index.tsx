import { ScreenBar } from '#renderer/components/screen-bar';

export const WelcomeScreen = () => <div className="screen"><ScreenBar title="Welcome" /></div>;
