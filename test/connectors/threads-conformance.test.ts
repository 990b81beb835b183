import { deadAtThreads, threadsRig } from '#test/networks/threads/rig';
import { conformance } from './conformance';

conformance('Threads, local server', threadsRig, { deadLogin: deadAtThreads, videos: 'parts' });
