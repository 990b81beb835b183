import { conformance } from './conformance';
import { linkedinRig, patient } from './support/linkedin-rig';

const options = { edits: true, threads: false, readsBack: false, videos: 'parts' } as const;
conformance('LinkedIn', async () => patient(await linkedinRig()), options);
conformance('LinkedIn with a partner’s app', async () => patient(await linkedinRig({ partner: true })), options);
conformance('LinkedIn as a company page', async () => patient(await linkedinRig({ page: true })), { threads: false, videos: 'parts', edits: true });
