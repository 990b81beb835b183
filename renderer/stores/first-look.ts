import { create } from 'zustand';

/** Whether the window has what its first screen needs; the screen is drawn then, whole, and its frame before that. */
export const useFirstLook = create<{ readonly ready: boolean }>(() => ({ ready: false }));
