import { describe, expect, it } from 'vitest';
import { notificationBody } from '#electron/shell/notification-body';

describe('the body of a notification', () => {
  it('is markup on Linux, and what was written stays what it says', () => {
    expect(notificationBody('Bread < 3 & <b>new</b> &lt;', 'linux')).toBe('Bread &lt; 3 &amp; &lt;b>new&lt;/b> &amp;lt;');
  });

  it('is plain text elsewhere', () => {
    expect(notificationBody('Bread < 3 & <b>new</b>', 'darwin')).toBe('Bread < 3 & <b>new</b>');
    expect(notificationBody('Bread < 3 & <b>new</b>', 'win32')).toBe('Bread < 3 & <b>new</b>');
  });
});
