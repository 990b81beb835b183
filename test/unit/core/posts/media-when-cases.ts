import { type Case, picture } from './picture-cases';

const many = (sign: string, count: number): string => Array.from({ length: count }, (_one, n) => `${sign}name${n}`).join(' ');
const post = { network: 'instagram', mediaHost: true, media: [picture()] } as const;

/** What only networks have that count hashtags, or show some posts without their text. */
export const mediaWhenCases: readonly Case[] = [
  { name: 'too many hashtags', code: 'text-hashtags', severity: 'stop', bad: { ...post, text: many('#', 31) }, good: { ...post, text: many('#', 30) }, params: { count: 31, max: 30 }, mends: ['write-text'] },
  { name: 'too many mentions', code: 'text-mentions', severity: 'stop', bad: { ...post, text: many('@', 21) }, good: { ...post, text: many('@', 20) }, params: { count: 21, max: 20 }, mends: ['write-text'] },
  { name: 'words beside a Story', code: 'text-not-shown', severity: 'look', bad: { ...post, options: { postAs: 'story' } }, good: { ...post, text: '', options: { postAs: 'story' } }, params: {}, mends: [] },
  { name: 'a Reel without a video', code: 'video-needed', severity: 'stop', bad: { network: 'facebook', media: [picture()], options: { kind: 'reel' } }, good: { network: 'facebook', media: [picture()] }, params: {}, mends: ['add-video', 'remove-account'] },
  { name: 'a Story of nothing', code: 'story-needed', severity: 'stop', bad: { network: 'facebook', text: '', options: { kind: 'story' } }, good: { network: 'facebook', media: [picture()], text: '', options: { kind: 'story' } }, params: {}, mends: ['add-media', 'remove-account'] },
];
