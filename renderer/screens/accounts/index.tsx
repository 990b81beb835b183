import { ScreenBar } from '#renderer/components/screen-bar';

export const AccountsScreen = () => <div className="screen"><ScreenBar title="Accounts" /></div>;
