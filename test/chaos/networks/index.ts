import { bluesky } from './bluesky';
import { facebook } from './facebook';
import { instagram } from './instagram';
import { linkedin } from './linkedin';
import { mastodon } from './mastodon';
import type { ChaosNetwork } from './network';
import { pinterest } from './pinterest';
import { threads } from './threads';
import { tiktok } from './tiktok';
import { x } from './x';
import { youtube } from './youtube';

/** Every network with a server for this machine, beside the practice network. */
export const chaosNetworks: readonly ChaosNetwork[] = [bluesky, facebook, instagram, linkedin, mastodon, pinterest, threads, tiktok, x, youtube];
