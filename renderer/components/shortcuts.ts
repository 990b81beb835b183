/** One press: modifiers, then the key. `Mod` is Ctrl, or Cmd on a Mac. */
export type Combo = readonly string[];

export interface Shortcut {
  readonly group: 'Everywhere' | 'Calendar' | 'Writing' | 'Bin' | 'A publication beside the calendar';
  readonly what: string;
  /** Any of these. Those with `menu` are the native menu's and reach the window as a command. */
  readonly combos: readonly Combo[];
  readonly menu?: readonly Combo[];
}

const table = {
  palette: { group: 'Everywhere', what: 'Find anything, go anywhere', combos: [['Mod', 'K']] },
  compose: { group: 'Everywhere', what: 'Compose a post', combos: [['C']], menu: [['Mod', 'N']] },
  undo: { group: 'Everywhere', what: 'Undo what was just done', combos: [['Mod', 'Z']] },
  pause: { group: 'Everywhere', what: 'Pause or resume everything', combos: [['Mod', 'Shift', 'P']] },
  nextPane: { group: 'Everywhere', what: 'Next part of the screen, Shift for the one before', combos: [['F6']] },
  settings: { group: 'Everywhere', what: 'Settings', combos: [['Mod', ',']] },
  close: { group: 'Everywhere', what: 'Close what is open', combos: [['Esc']] },
  shortcuts: { group: 'Everywhere', what: 'This list', combos: [['?']] },
  gridArrows: { group: 'Calendar', what: 'Between days and posts', combos: [['Left'], ['Right'], ['Up'], ['Down']] },
  newOnDay: { group: 'Calendar', what: 'New post on this day', combos: [['N']] },
  move: { group: 'Calendar', what: 'Move, or give a draft a time', combos: [['M']] },
  toBin: { group: 'Calendar', what: 'Move to the bin', combos: [['Delete'], ['Backspace']] },
  plan: { group: 'Writing', what: 'Schedule or publish, as the button says', combos: [['Mod', 'Enter']] },
  saveNow: { group: 'Writing', what: 'Save now (it also saves by itself)', combos: [['Mod', 'S']] },
  leave: { group: 'Writing', what: 'Back, with everything saved', combos: [['Esc']] },
  pictureOrder: { group: 'Writing', what: 'Move a picture', combos: [['Alt', 'Left'], ['Alt', 'Right']] },
  pictureOut: { group: 'Writing', what: 'Take a picture out', combos: [['Delete']] },
  restore: { group: 'Bin', what: 'Restore a post', combos: [['R']] },
  deleteForGood: { group: 'Bin', what: 'Delete it for good (asks)', combos: [['Delete'], ['Backspace']] },
  neighbour: { group: 'A publication beside the calendar', what: 'The one before, the next', combos: [['Up'], ['Down']] },
} as const satisfies Readonly<Record<string, Shortcut>>;
export type ShortcutId = keyof typeof table;

/** Every shortcut: what the handlers listen to is what the list of shortcuts and the tooltips show. */
export const shortcuts: Readonly<Record<ShortcutId, Shortcut>> = table;

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const names: Readonly<Record<string, string>> = { Esc: 'escape', Left: 'arrowleft', Right: 'arrowright', Up: 'arrowup', Down: 'arrowdown' };
const modifiers: ReadonlySet<string> = new Set(['Mod', 'Alt', 'Shift']);

/** Whether this key press is that shortcut. Shift counts only beside another modifier: it may be how a letter or sign is typed. */
export const pressed = (id: ShortcutId, press: KeyPress): boolean => shortcuts[id].combos.some((combo) => isCombo(combo, press));

function isCombo(combo: Combo, { key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): boolean {
  const has = (name: string): boolean => combo.includes(name);
  if (has('Mod') !== (ctrlKey || metaKey) || has('Alt') !== altKey) return false;
  if (combo.length > 1 && has('Shift') !== shiftKey) return false;
  const wanted = combo.find((name) => !modifiers.has(name)) ?? '';
  return key.toLowerCase() === (names[wanted] ?? wanted.toLowerCase());
}

const isMac = navigator.userAgent.includes('Mac OS');
const signs: Readonly<Record<string, string>> = { Enter: '↵', Up: '↑', Down: '↓', Left: '←', Right: '→', Delete: 'Del' };
const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };

/** A key as it stands on the keyboard. */
export const keySign = (key: string): string => (isMac ? macSigns[key] : undefined) ?? (key === 'Mod' ? 'Ctrl' : signs[key] ?? key);

/** The keys to show where there is room for one combo. */
export const keysOf = (id: ShortcutId, at = 0): Combo => shortcuts[id].combos[at] ?? [];

/** `Ctrl+K`, for a tooltip. @param at which of several combos */
export const shortcutText = (id: ShortcutId, at = 0): string => keysOf(id, at).map(keySign).join(isMac ? '' : '+');
