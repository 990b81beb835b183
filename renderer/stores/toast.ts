import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly text: string;
  /** Something moved and can be moved back. */
  readonly undo?: () => void;
  readonly act?: { readonly label: string; readonly run: () => void };
  /** Work that goes on: it stays until another takes its place. */
  readonly stays?: boolean;
}

interface ToastState {
  readonly current: Toast | null;
  readonly show: (toast: Omit<Toast, 'id'>) => void;
  readonly hide: (id: number) => void;
}

let lastId = 0;

/** One at a time: a new one takes the place of the old. */
export const useToasts = create<ToastState>((set) => ({
  current: null,
  show: (toast) => { lastId += 1; set({ current: { ...toast, id: lastId } }); },
  hide: (id) => set((state) => (state.current?.id === id ? { current: null } : state)),
}));

export const showToast = (toast: Omit<Toast, 'id'>): void => useToasts.getState().show(toast);

/** Undoes what the toast on the screen tells of; false when it tells of nothing that can be undone. */
export function undoLast(): boolean {
  const { current, hide } = useToasts.getState();
  if (current?.undo === undefined) return false;
  current.undo();
  hide(current.id);
  return true;
}
