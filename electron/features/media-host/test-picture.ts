import type { FileSource } from '../../connectors/ports/publish';

/** A PNG of one transparent pixel. */
export const TEST_PICTURE: Uint8Array = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

export const TEST_FILE: FileSource = { bytes: TEST_PICTURE.length, readRange: (from, to) => Promise.resolve(new Uint8Array(TEST_PICTURE.subarray(from, to))) };
