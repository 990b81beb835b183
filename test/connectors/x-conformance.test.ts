import { conformance } from './conformance';
import { deadAtX, xRig } from './support/x-rigs';

conformance('X, local server of the documented API', xRig, { deadLogin: deadAtX, videos: 'parts' });
