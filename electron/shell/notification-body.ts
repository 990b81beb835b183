/**
 * On Linux the body of a notification is read as markup, though never its title (freedesktop's Desktop Notifications,
 * checked 22 November 2026): what a person wrote must not turn bold there, or be dropped from a "<" on.
 */
export const notificationBody = (text: string, platform: string): string => (platform === 'linux' ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : text);
