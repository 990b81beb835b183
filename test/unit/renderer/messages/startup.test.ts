import { describe, expect, it } from 'vitest';
import { startupWords } from '#renderer/messages/startup';

describe('why nothing was opened', () => {
  it('is said for every reason, with the place it is about and what to do', () => {
    const folder = '/home/me/linnet';
    const cases = [
      [startupWords({ kind: 'file-busy', file: `${folder}/linnet.db` }), 'linnet.db', 'Close'],
      [startupWords({ kind: 'read-only', folder }), folder, 'Allow'],
      [startupWords({ kind: 'disk-full', folder }), folder, 'Free'],
      [startupWords({ kind: 'newer-version', fileVersion: 12, appVersion: 9 }), 'version 12', 'Install'],
    ] as const;
    for (const [{ title, text }, what, todo] of cases) {
      expect(title).not.toBe('');
      expect(text).toContain(what);
      expect(text).toContain(todo);
      expect(text).toContain('then try again');
    }
  });
});
