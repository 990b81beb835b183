export interface Bounds { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number; readonly maximised: boolean }

/** Where nothing else is known. In a file of its own: the first window is made before anything heavier is loaded. */
export const usualBounds: Bounds = { width: 1280, height: 800, maximised: false };
