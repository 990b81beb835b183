import { create } from 'zustand';

type Overlay = 'palette' | 'shortcuts' | 'new-brand' | 'unlock';

/** What a person asked for and the locked vault stands in the way of. */
interface Waiting {
  /** Why the vault must be open for it. */
  readonly why: string;
  readonly goOn: () => void;
}

interface UiState {
  /** At most one overlay of the shell is open. */
  readonly overlay: Overlay | null;
  readonly openOverlay: (overlay: Overlay) => void;
  /** Goes on by itself once the vault is open; given up when the dialog is closed. */
  readonly waiting: Waiting | null;
  readonly unlockFor: (waiting: Waiting) => void;
  readonly closeOverlay: () => void;
}

/** State of the window only: nothing here outlives it. What shall be kept is a preference or data. */
export const useUi = create<UiState>((set) => ({
  overlay: null,
  waiting: null,
  openOverlay: (overlay) => set({ overlay, waiting: null }),
  unlockFor: (waiting) => set({ overlay: 'unlock', waiting }),
  closeOverlay: () => set({ overlay: null, waiting: null }),
}));
