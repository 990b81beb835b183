import type { Case } from './picture-cases';
import { film } from './video-cases';

const chosen = { privacyLevel: 'PUBLIC_TO_EVERYONE', agreed: 'music:asset-1' };
const post = (options: Readonly<Record<string, unknown>>) => ({ network: 'tiktok', media: [film()], options: { ...chosen, ...options } }) as const;
const mends = ['give-consent'] as const;

/** What TikTok wants asked and agreed to before each post. */
export const consentCases: readonly Case[] = [
  { name: 'a video that nobody agreed to send', code: 'consent-needed', severity: 'stop', bad: post({ agreed: '' }), good: post({}), params: {}, mends },
  { name: 'an agreement for another video', code: 'consent-needed', severity: 'stop', bad: post({ agreed: 'music:asset-2' }), good: post({}), mends },
  { name: 'an agreement without the policy for branded content', code: 'consent-needed', severity: 'stop', bad: post({ disclosure: true, brandedContent: true }), good: post({ disclosure: true, brandedContent: true, agreed: 'branded:asset-1' }), mends },
  { name: 'a disclosure that names nobody', code: 'consent-needed', severity: 'stop', bad: post({ disclosure: true }), good: post({ disclosure: true, yourBrand: true }), mends },
  { name: 'nobody chosen who can see it', code: 'option-needed', severity: 'stop', bad: post({ privacyLevel: '' }), good: post({ postMode: 'draft', privacyLevel: '', agreed: '' }), params: { option: 'privacyLevel' }, mends: ['choose-option'] },
  { name: 'branded content for the author alone', code: 'option-invalid', severity: 'stop', bad: post({ privacyLevel: 'SELF_ONLY', disclosure: true, brandedContent: true, agreed: 'branded:asset-1' }), good: post({ privacyLevel: 'SELF_ONLY', disclosure: true, yourBrand: true }), params: { option: 'privacyLevel' }, mends: ['reset-option'] },
  { name: 'no video for TikTok', code: 'media-needed', severity: 'stop', bad: { ...post({ agreed: 'music:' }), media: [] }, good: post({}), params: { kind: 'video' }, mends: ['add-video', 'remove-account'] },
  { name: 'words beside a draft', code: 'text-not-shown', severity: 'look', bad: post({ postMode: 'draft' }), good: post({}), params: { as: 'draft' }, mends: [] },
];
