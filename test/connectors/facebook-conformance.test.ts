import { deadAtFacebook, facebookRig } from '#test/networks/facebook/rig';
import { conformance } from './conformance';

conformance('Facebook Page, local server', facebookRig, { deadLogin: deadAtFacebook, threads: false, videos: 'parts', edits: true });
