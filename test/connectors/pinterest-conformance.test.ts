import { pinterestRig } from '#test/networks/pinterest/rig';
import { conformance } from './conformance';

conformance('Pinterest, local server', pinterestRig, { threads: false, videos: 'whole', edits: true });
