import type { MendId, Problem, ProblemCode } from '#core/posts/preflight-types';
import { count } from '#renderer/format';
import { capital } from './quoted';
import { megabytes } from './sizes';
import { videoWords } from './videos';

type Params = Problem['params'];

const n = (params: Params, key: string): number => (typeof params[key] === 'number' ? params[key] : 0);
const text = (params: Params, key: string): string => String(params[key] ?? '');
const part = (params: Params): string => (params['part'] === undefined ? '' : `Part ${params['part']}: `);
const picture = (params: Params): string => (params['kind'] === 'video' ? 'The video' : params['index'] === undefined ? 'A picture' : `Picture ${params['index']}`);
const megapixels = (pixels: number): string => `${Math.round(pixels / 100_000) / 10} megapixels`;
/** Width over height, as people write it. */
const shape = (ratio: number): string => (ratio >= 1 ? `${round(ratio)}:1` : Number.isInteger(round(ratio * 5)) ? `${round(ratio * 5)}:5` : `1:${round(1 / ratio)}`);
const round = (value: number): number => Math.round(value * 100) / 100;
const lower = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

const words: { readonly [C in ProblemCode]: (params: Params, network: string) => string } = {
  'text-empty': (p, network) => `${part(p)}There is no text for ${network}`,
  'text-too-long': (p, network) => (n(p, 'excess') === 0 ? `The text is too long for ${network}` : `${part(p)}${count(n(p, 'excess'), 'character')} too many for ${network}`),
  'text-too-many-bytes': (p, network) => `${part(p)}The text is too long for ${network}: emoji and some scripts take more room`,
  'text-hashtags': (p, network) => (n(p, 'max') === 0 ? `Too many hashtags for ${network}` : `${count(n(p, 'count'), 'hashtag')}, ${network} takes ${n(p, 'max')}`),
  'text-mentions': (p, network) => (n(p, 'max') === 0 ? `Too many mentions for ${network}` : `${count(n(p, 'count'), 'mention')}, ${network} takes ${n(p, 'max')}`),
  'text-not-shown': (p, network) => p['as'] === 'draft' ? `A draft goes to ${network} without the text, which is written there` : `A Story on ${network} does not show the text`,
  'thread-part-empty': (p) => (p['part'] === undefined ? 'A part of the thread is empty' : `Part ${p['part']} of the thread is empty`),
  'thread-not-supported': (_p, network) => `${network} has no threads`,
  'media-too-many': (p, network) => (n(p, 'max') === 0 ? `Too many pictures for ${network}` : `${part(p)}${count(n(p, 'count'), 'picture')}, ${network} takes ${n(p, 'max')}`),
  'media-type': (p, network) => `${picture(p)} is of a kind that ${network} does not take`,
  'media-too-big': (p, network) => (n(p, 'max') === 0 ? `${picture(p)} is too big for ${network}` : `${picture(p)} is ${megabytes(n(p, 'bytes'))}, ${network} takes up to ${megabytes(n(p, 'max'))}`),
  'media-too-many-pixels': (p, network) => (n(p, 'max') === 0 ? `${picture(p)} has too many pixels for ${network}` : `${picture(p)} has ${megapixels(n(p, 'pixels'))}, ${network} takes up to ${megapixels(n(p, 'max'))}`),
  'media-corrupt': (p) => `${picture(p)} cannot be read`,
  'media-missing': (p) => `${picture(p)} is not in the library any more`,
  'media-animation-lost': (p, network) => `${picture(p)} does not move on ${network}`,
  'media-shape': (p, network) => `${picture(p)} is ${n(p, 'width') === 0 ? 'of a shape' : `too ${n(p, 'width') > n(p, 'height') * n(p, 'max') ? 'wide' : 'tall'} a shape`} for ${network}${n(p, 'max') === 0 ? '' : `, which takes ${shape(n(p, 'min'))} to ${shape(n(p, 'max'))}`}`,
  'media-shape-best': (p, network) => `${picture(p)} is ${n(p, 'width') > n(p, 'height') ? 'wide' : 'of another shape'}, ${network} shows ${text(p, 'best') || 'another shape'} best`,
  'media-too-wide': (p, network) => (n(p, 'max') === 0 ? `${picture(p)} is too wide for ${network}` : `${picture(p)} is ${n(p, 'width')} pixels wide, ${network} takes up to ${n(p, 'max')}`),
  'media-too-small': (p, network) => (n(p, 'min') === 0 ? `${picture(p)} is too small for ${network}` : `${picture(p)} is ${n(p, 'width')} pixels wide, ${network} wants at least ${n(p, 'min')}`),
  'media-too-much-movement': (p, network) => (n(p, 'frames') > n(p, 'maxFrames') ? `${picture(p)} has ${n(p, 'frames')} frames, ${network} takes up to ${n(p, 'maxFrames')}` : `${picture(p)} is too large for one that moves on ${network}`),
  'media-colours': (p, network) => (p['colours'] === 'deep' ? `${picture(p)} has finer colours than ${network} shows, they are rounded` : `${picture(p)} has colours for print, they look a little different on ${network}`),
  'media-not-supported': (_p, network) => `Linnet cannot send pictures to ${network} yet`,
  'media-host-needed': (_p, network) => `${network} fetches pictures from the web, so it needs a media host of yours`,
  'media-needed': (p, network) => `${network} takes no post without a ${p['kind'] === 'video' ? 'video' : 'picture'}`,
  'story-needed': (_p, network) => `A Story on ${network} is one picture or one video`,
  ...videoWords,
  'alt-missing': (p) => `${picture(p)} has no alt text`,
  'alt-needed': (p) => `${picture(p)} has no alt text, and the brand asks for it`,
  'alt-too-long': (p, network) => `The alt text of ${lower(picture(p))} is ${n(p, 'excess') === 0 ? 'too long' : `${count(n(p, 'excess'), 'character')} too long`} for ${network}`,
  'time-past': () => 'Its time has passed',
  'time-in-gap': (p) => (p['wall'] === undefined ? 'The clocks skip its time that day, so it goes out later' : `The clocks skip ${text(p, 'asked').slice(11)} that day, so it goes out at ${text(p, 'wall').slice(11)}`),
  'account-reauth': (_p, network) => `${network} has signed the account out`,
  'account-expires-before': (_p, network) => `The login to ${network} ends before this goes out`,
  'account-disconnected': (_p, network) => `The account on ${network} is disconnected`,
  'link-card-without-link': () => 'A link card is on, and there is no link in the text',
  'mention-unresolved': (p, network) => `${p['mention'] === undefined ? 'A mention' : text(p, 'mention')} is not on ${network}, it will be plain text`,
  'option-invalid': (p, network) => text(p, 'option') === 'privacyLevel' ? `Branded content on ${network} cannot be for you alone` : `An option for ${network} has a value it does not take`,
  'poll-not-supported': (_p, network) => `Linnet sends no polls to this account on ${network}`,
  'poll-with-media': (_p, network) => `${network} takes a poll or pictures, not both`,
  'poll-too-many-choices': (p, network) => (n(p, 'max') === 0 ? `The poll has too many choices for ${network}` : `The poll has ${n(p, 'count')} choices, this account’s server takes ${n(p, 'max')}`),
  'poll-choice-too-long': (p) => `Choice ${n(p, 'index')} of the poll is ${count(n(p, 'excess'), 'character')} too long`,
  'poll-length': (p, network) => (n(p, 'max') === 0 ? `The poll ends too soon for ${network}` : `The poll runs longer than ${network} lets it`),
  'option-needed': (p, network) => {
    switch (text(p, 'option')) {
      case 'privacyLevel': return `Choose who can see it on ${network}`;
      case 'madeForKids': return `Say whether it is made for kids, ${network} must know`;
      case 'title': return `Write a title for ${network}`;
      default: return `Choose a ${text(p, 'option') || 'place'} for ${network}`;
    }
  },
  'consent-needed': (_p, network) => `Agree to the conditions of ${network} for this post`,
};

/** One plain sentence for a problem, without a full stop. @param network as it is called in the middle of a sentence */
export const problemWords = ({ code, params }: Pick<Problem, 'code' | 'params'>, network: string): string => capital(words[code](params, network));

/** Several pictures in one sentence: "Pictures 3 and 4 have no alt text". @param part of a thread, counted from 1 */
export function picturesWithoutAlt(indexes: readonly number[], code: 'alt-missing' | 'alt-needed', part?: string | number): string {
  const why = code === 'alt-needed' ? ', and the brand asks for it' : '';
  const where = part === undefined ? '' : `Part ${part}: `;
  if (indexes.length <= 1) return `${where}Picture ${indexes[0] ?? 1} has no alt text${why}`;
  return `${where}Pictures ${new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(indexes.map(String))} have no alt text${why}`;
}

/** The words on the button that mends it. */
export const mendWords: Readonly<Record<MendId, string>> = {
  'write-text': 'Write it', shorten: 'Shorten', 'split-thread': 'Split in a thread', 'use-base-text': 'Use the base text', 'remove-part': 'Remove the part', 'join-thread': 'Join into one',
  'add-media': 'Add a picture', 'add-video': 'Add a video', 'remove-media': 'Remove the picture', 'remove-video': 'Remove the video', 'remove-extra-media': 'Keep the first ones', 'replace-media': 'Replace it', compress: 'Use a copy that fits', crop: 'Crop it', pad: 'Add a border', 'write-alt': 'Write it', 'shorten-alt': 'Shorten',
  'pick-time': 'Choose a time', reconnect: 'Reconnect', 'remove-account': 'Leave it out', 'turn-off-link-card': 'Turn the card off', 'reset-option': 'Use the usual value', 'choose-option': 'Choose', 'give-consent': 'Go there', 'remove-poll': 'Take the poll out', 'set-media-host': 'Set one up',
};
