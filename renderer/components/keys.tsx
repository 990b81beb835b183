const isMac = navigator.userAgent.includes('Mac OS');

const shown = (key: string): string => {
  if (key === 'Mod') return isMac ? '⌘' : 'Ctrl';
  if (key === 'Shift' && isMac) return '⇧';
  if (key === 'Enter') return '↵';
  if (key === 'Up') return '↑';
  if (key === 'Down') return '↓';
  return key;
};

/** Keys to press, as on the keyboard. `Mod` is Ctrl, or Cmd on a Mac. */
export const Keys = ({ keys }: { readonly keys: readonly string[] }) => (
  <span className="keys">{keys.map((key) => <kbd key={key}>{shown(key)}</kbd>)}</span>
);
