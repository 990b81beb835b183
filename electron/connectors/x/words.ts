import { essence } from '../publishing/same-words';
import type { PostAnswer } from './api-types';

/** X escapes these three in the texts it gives. */
const plain = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const SHORT_LINK = /https?:\/\/t\.co\/\w+/g;

/** Whether a post says what we sent. X shortens each link to t.co and puts one behind the text for its pictures; `entities` tells what they stand for. */
export function saysTheSame(sent: string, post: PostAnswer): 'yes' | 'no' | 'perhaps' {
  const note = post.note_post ?? post.note_tweet;
  const links = [...(note?.entities?.urls ?? []), ...(post.entities?.urls ?? [])];
  let text = note?.text ?? post.text;
  for (const { url, expanded_url, media_key } of links) {
    const ofPicture = (media_key ?? null) !== null || /\/(photo|video)\/\d+$/.test(expanded_url ?? '');
    if (ofPicture) text = text.replaceAll(url, '');
    else if ((expanded_url ?? null) !== null) text = text.replaceAll(url, expanded_url ?? url);
  }
  if (essence(sent) === essence(plain(text))) return 'yes';
  if (!text.includes('://t.co/')) return 'no';
  // Links that nothing explains: the words in front of and between them must be there, and what the links are cannot be told.
  const pieces = plain(text).split(SHORT_LINK).map(essence).filter((piece) => piece !== '');
  let from = 0;
  const whole = essence(sent);
  for (const piece of pieces) {
    const at = whole.indexOf(piece, from);
    if (at < 0) return 'no';
    from = at + piece.length;
  }
  return 'perhaps';
}
