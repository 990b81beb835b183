import type { NetworkId } from '#core/networks';
import type { PreflightInput } from '#core/posts/preflight';
import { type Case, picture } from './picture-cases';
import { film, titled } from './video-cases';

/** Of the one shape that nobody has anything to say of. */
const upright = picture({ width: 1000, height: 1500 });

/** What a sound post on a network has in place of one picture. */
export const asked: Partial<Readonly<Record<NetworkId, Partial<PreflightInput>>>> = { pinterest: { options: { board: '1' }, media: [upright] }, youtube: { options: titled.options, media: [film(), picture()] }, tiktok: { options: { privacyLevel: 'PUBLIC_TO_EVERYONE', agreed: 'music:asset-1' }, media: [film()] } };

/** What a Pin cannot do without. */
export const pinCases: readonly Case[] = [
  {
    name: 'no board for a Pin', code: 'option-needed', severity: 'stop', bad: { network: 'pinterest', options: {}, media: [upright] },
    good: { network: 'pinterest', options: { board: '1' }, media: [upright] }, params: { option: 'board' }, mends: ['choose-option'],
  },
  {
    name: 'a Pin without a picture', code: 'media-needed', severity: 'stop', bad: { network: 'pinterest', options: { board: '1' } },
    good: { network: 'pinterest', options: { board: '1' }, media: [upright] }, params: {}, mends: ['add-media', 'remove-account'],
  },
];
