import { Notification } from 'electron';
import { notificationBody } from './notification-body';

export type Notify = (content: { readonly title: string; readonly body: string }, route: string) => void;

/** Shows a notification that opens the right place. Kept until closed, or the click handler is collected with it. */
export function createNotify(open: (route: string) => void): Notify {
  const alive = new Set<Notification>();
  return ({ title, body }, route) => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body: notificationBody(body, process.platform), silent: true });
    alive.add(notification);
    // What was clicked has done its work; not every desktop takes it away by itself.
    notification.on('click', () => { open(route); notification.close(); alive.delete(notification); });
    notification.on('close', () => { alive.delete(notification); });
    notification.on('failed', () => { alive.delete(notification); });
    notification.show();
  };
}
