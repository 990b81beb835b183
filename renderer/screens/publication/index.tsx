import { ScreenBar } from '#renderer/components/screen-bar';

export const PublicationScreen = () => <div className="screen"><ScreenBar title="Publication" /></div>;
