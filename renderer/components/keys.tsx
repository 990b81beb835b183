import { keySign } from './shortcuts';

/** Keys to press, as on the keyboard. `Mod` is Ctrl, or Cmd on a Mac. */
export const Keys = ({ keys }: { readonly keys: readonly string[] }) => (
  <span className="keys">{keys.map((key) => <kbd key={key}>{keySign(key)}</kbd>)}</span>
);
