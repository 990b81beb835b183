import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type KeyPress, pressed, type ShortcutId, shortcuts, shortcutText } from '#renderer/components/shortcuts';
import { shortcutGroups } from '#renderer/shell/shortcut-groups';

const root = join(import.meta.dirname, '..', '..', '..');
const sources = globSync('renderer/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !file.endsWith('components/shortcuts.ts')).map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
const ids = Object.keys(shortcuts) as ShortcutId[];
const press = (key: string, over: Partial<KeyPress> = {}): KeyPress => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...over });

describe('the list of shortcuts', () => {
  it.each(ids)('shows %s only because something listens to it', (id) => {
    expect(sources.filter(({ text }) => text.includes(`pressed('${id}', event)`)).map(({ file }) => file)).not.toEqual([]);
  });

  it('leaves out no letter that something listens to', () => {
    // G begins a sequence of its own; the letters after it are those of the places.
    const letters = sources.flatMap(({ file, text }) => [...text.matchAll(/(?:\bkey(?:\.toLowerCase\(\))? === |case )'(\w|F\d+)'/g)].map((found) => `${file}: ${found[1]}`));
    expect(letters).toEqual(['renderer/shell/use-shortcuts.ts: g']);
  });

  it('has what the native menu has', () => {
    const menu = readFileSync(join(root, 'electron', 'shell', 'menu.ts'), 'utf8');
    const accelerators = [...menu.matchAll(/accelerator: 'CmdOrCtrl\+([^']+)'/g)].map(([, keys = '']) => `Mod+${keys}`);
    const known = shortcutGroups.flatMap(({ rows }) => rows.flatMap(({ parts }) => parts.map(({ keys }) => keys.join('+'))));
    expect(accelerators.length).toBeGreaterThan(4);
    expect(accelerators.filter((keys) => !known.includes(keys))).toEqual([]);
  });
});

describe('every shortcut', () => {
  it('is in the list once', () => {
    const shown = shortcutGroups.flatMap(({ rows }) => rows.map(({ what }) => what));
    expect(Object.values(shortcuts).map(({ what }) => what).filter((what) => !shown.includes(what))).toEqual([]);
  });
});

describe('a key press', () => {
  it('is the shortcut it is shown as, and no other of its group', () => {
    expect(pressed('palette', press('k', { ctrlKey: true }))).toBe(true);
    expect(pressed('palette', press('k', { metaKey: true }))).toBe(true);
    expect(pressed('palette', press('K', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(pressed('palette', press('k'))).toBe(false);
    expect(pressed('pause', press('P', { ctrlKey: true, shiftKey: true }))).toBe(true);
    expect(pressed('pause', press('p', { ctrlKey: true }))).toBe(false);
    expect(pressed('plan', press('Enter', { ctrlKey: true }))).toBe(true);
    expect(pressed('toBin', press('Backspace'))).toBe(true);
    expect(pressed('pictureOrder', press('ArrowLeft', { altKey: true }))).toBe(true);
    expect(pressed('pictureOrder', press('ArrowLeft'))).toBe(false);
  });

  it('counts as the sign it types, however that is typed', () => {
    expect(pressed('shortcuts', press('?', { shiftKey: true }))).toBe(true);
    expect(pressed('move', press('M', { shiftKey: true }))).toBe(true);
    expect(pressed('nextPane', press('F6', { shiftKey: true }))).toBe(true);
    expect(pressed('compose', press('c', { ctrlKey: true }))).toBe(false);
  });

  it('stands in tooltips as it is pressed', () => {
    expect([shortcutText('palette'), shortcutText('pictureOrder', 1), shortcutText('toBin')]).toEqual(['Ctrl+K', 'Alt+→', 'Del']);
  });
});
