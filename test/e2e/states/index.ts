import type { Camera } from '../support/camera';
import { accountsScene } from './accounts';
import { closingScene } from './closing';
import { connectScene } from './connect';
import { emptyScene } from './empty';
import { fileScene } from './file';
import { mediaHostScene } from './media-host';
import { mendsScene } from './mends';
import { videoScene } from './video';
import { optionsScene } from './options';
import { sampleScene } from './sample';
import type { Scene } from './scene';
import { tiktokScene } from './tiktok';
import { vaultScene } from './vault';

const scenes: readonly Scene[] = [sampleScene, emptyScene, accountsScene, connectScene, mendsScene, videoScene, tiktokScene, optionsScene, mediaHostScene, vaultScene, closingScene, fileScene];

/** What nobody sees on a good day. One scene that cannot be made does not keep the others from it; returns what went wrong. */
export async function photographStates(camera: Camera): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { names, play } of scenes) {
    if (!names.some(camera.wants)) continue;
    try {
      await play(camera);
    } catch (error) {
      failed.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
  return failed;
}
