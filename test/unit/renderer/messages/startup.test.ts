import { describe, expect, it } from 'vitest';
import { damagedWords, startupWords } from '#renderer/messages/startup';

describe('why nothing was opened', () => {
  it('is said for every reason, with the place it is about and what to do', () => {
    const folder = '/home/me/linnet';
    const cases = [
      [startupWords({ kind: 'file-busy', file: `${folder}/linnet.db` }), 'linnet.db', 'Close'],
      [startupWords({ kind: 'read-only', folder }), folder, 'Allow'],
      [startupWords({ kind: 'disk-full', folder }), folder, 'Free'],
      [startupWords({ kind: 'newer-version', fileVersion: 12, appVersion: 9 }), 'version 12', 'Install'],
    ] as const;
    for (const [{ title, text, path }, what, todo] of cases) {
      expect(title).not.toBe('');
      expect(`${text} ${path ?? ''}`).toContain(what);
      expect(text).toContain(todo);
      expect(text).toContain('then try again');
    }
  });

  it('never calls a file damaged that is only gone', () => {
    expect(damagedWords('').title).not.toContain('damaged');
    expect(damagedWords('').text).toContain('linnet.db itself is gone');
    expect(damagedWords('linnet-2026-damaged.db').title).toContain('damaged');
    for (const keptAs of ['', 'a.db']) expect(damagedWords(keptAs).text).toContain('nothing will be published until you choose');
  });
});
