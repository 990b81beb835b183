import { deadAtInstagram, instagramRig } from '#test/networks/instagram/rig';
import { conformance } from './conformance';

const options = { deadLogin: deadAtInstagram, threads: false, deletes: false } as const;
conformance('Instagram, its own login, local server', () => instagramRig('instagram'), options);
conformance('Instagram, by its Page, local server', () => instagramRig('page'), options);
