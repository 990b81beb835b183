import { type Combo, type Shortcut, shortcuts } from '#renderer/components/shortcuts';
import { places } from './places';

interface Row {
  readonly what: string;
  /** In reading order: `G` then `T`, or `Ctrl 1`. */
  readonly parts: readonly { readonly word: 'then' | 'or' | null; readonly keys: Combo }[];
}

const all: readonly Shortcut[] = Object.values(shortcuts);

const rowsOf = (group: Shortcut['group']): readonly Row[] => all.filter((one) => one.group === group)
  .map(({ what, combos, menu = [] }) => ({ what, parts: [...combos, ...menu].map((keys, index) => ({ word: index === 0 ? null : 'or', keys })) }));

const toPlaces: readonly Row[] = places.flat().map(({ name, key, menuKey }) => ({
  what: name,
  parts: [{ word: null, keys: ['G'] }, { word: 'then', keys: [key] }, ...(menuKey === undefined ? [] : [{ word: 'or' as const, keys: ['Mod', menuKey] }])],
}));

/** The list of shortcuts, from the tables that the handlers read. */
export const shortcutGroups: readonly { readonly name: string; readonly rows: readonly Row[] }[] = [
  { name: 'Everywhere', rows: rowsOf('Everywhere') },
  { name: 'Go to', rows: toPlaces },
  { name: 'Calendar', rows: rowsOf('Calendar') },
  { name: 'Writing', rows: rowsOf('Writing') },
  { name: 'Bin', rows: rowsOf('Bin') },
  { name: 'A publication beside the calendar', rows: rowsOf('A publication beside the calendar') },
];
