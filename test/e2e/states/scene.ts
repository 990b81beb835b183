import type { Camera } from '../support/camera';

/** One start of the app, or a few, in a state that is not everyday. */
export interface Scene {
  /** Every picture it makes, so that an app is started only for those that are wanted. */
  readonly names: readonly string[];
  readonly play: (camera: Camera) => Promise<void>;
}
