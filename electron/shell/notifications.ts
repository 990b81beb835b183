import { Notification } from 'electron';

export type Notify = (content: { readonly title: string; readonly body: string }, route: string) => void;

/** Shows a notification that opens the right place. Kept until closed, or the click handler is collected with it. */
export function createNotify(open: (route: string) => void): Notify {
  const alive = new Set<Notification>();
  return ({ title, body }, route) => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body, silent: true });
    alive.add(notification);
    notification.on('click', () => { open(route); alive.delete(notification); });
    notification.on('close', () => { alive.delete(notification); });
    notification.on('failed', () => { alive.delete(notification); });
    notification.show();
  };
}
