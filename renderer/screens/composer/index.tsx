import { ScreenBar } from '#renderer/components/screen-bar';

export const ComposerScreen = () => <div className="screen"><ScreenBar title="Composer" /></div>;
