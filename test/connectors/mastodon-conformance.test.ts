import { conformance } from './conformance';
import { doubleRig, snacRig } from './support/mastodon-rigs';

conformance('Mastodon, double of the documented rules', doubleRig, { replays: true, videos: 'whole', edits: true });
// snac shows a deleted post by its id (2.96), and says 422 with an empty body for a dead token on some calls.
conformance('Mastodon, real snac', snacRig, { showsDeletion: false, videos: 'whole', edits: true });
conformance('Mastodon, real snac, dead token as snac says it', snacRig, { showsDeletion: false, threads: false, edits: true, deadLogin: { kind: 'answer', status: 422 } });
