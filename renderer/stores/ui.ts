import { create } from 'zustand';

type Overlay = 'palette' | 'shortcuts' | 'new-brand' | 'unlock';

interface UiState {
  /** At most one overlay of the shell is open. */
  readonly overlay: Overlay | null;
  readonly openOverlay: (overlay: Overlay) => void;
  readonly closeOverlay: () => void;
}

/** State of the window only: nothing here outlives it. What shall be kept is a preference or data. */
export const useUi = create<UiState>((set) => ({
  overlay: null,
  openOverlay: (overlay) => set({ overlay }),
  closeOverlay: () => set({ overlay: null }),
}));
