/**
 * Bytes of the largest picture that comes into the library: more than any network takes, and little enough to hold in memory once.
 * The window says so before it sends one, and the main process refuses more.
 */
export const MAX_IMPORT_BYTES = 40_000_000;
