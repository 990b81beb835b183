import { deadAtYoutube, youtubeRig } from '#test/networks/youtube/rig';
import { conformance } from './conformance';

conformance('YouTube, local server of the documented API', youtubeRig, { deadLogin: deadAtYoutube, threads: false, replays: true, videos: 'parts', edits: true });
