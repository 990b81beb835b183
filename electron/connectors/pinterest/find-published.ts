import { type Millis, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { isGone } from '../http/read-error';
import type { ConnectorError } from '../ports/connector-error';
import type { Found, PublishContext, PublishPort } from '../ports/publish';
import { CLOCK_DOUBT } from '../publishing/server-time';
import { type PinListed, pinListed } from './api-types';
import { permalinkOf } from './bases';
import type { PinterestClient, PinterestDeps } from './client';
import { readWords, type Words } from './pin';

/** Pinterest tells whole seconds. */
const MARGIN: Millis = 5 * SECOND;
/** Two thousand Pins; the order of the list is not documented, so it is read to its end. */
const MAX_PAGES = 8;

/**
 * Looks for the Pin that an attempt without an answer may have made: on its board, and its section, by title, link and description,
 * made since the commit. What is only half alike, or a little older, is never taken for "not there".
 */
export function createFindPublished({ bases }: PinterestDeps, client: PinterestClient): PublishPort['findPublished'] {
  return async (context) => {
    const words = readWords(context.outgoing);
    if (!words.ok) return ok({ type: 'cannot-tell', detail: 'it is not known on which board it was to be' });
    const { board, section } = words.value.options;
    const found: Found[] = [];
    for (const path of [`/boards/${board}/pins`, ...(section === '' ? [] : [`/boards/${board}/sections/${section}/pins`])]) {
      const look = await lookIn(context, words.value, path);
      if (!look.ok) return look;
      if (look.value.type !== 'absent') return look;
      found.push(look.value);
    }
    return ok(found[0] ?? { type: 'absent' });
  };

  async function lookIn(context: PublishContext, words: Words, path: string): Promise<Result<Found, ConnectorError>> {
    const pins = await client.all(context.session, path, pinListed, MAX_PAGES, context.signal);
    if (!pins.ok) {
      const gone = isGone(pins.error);
      return gone ? ok({ type: 'cannot-tell', detail: 'the board is not there any more' }) : err(pins.error);
    }
    const since = (context.committedAt ?? context.outgoing.dueAt) - MARGIN;
    const near = pins.value.items.filter((pin) => pin.created_at >= since - CLOCK_DOUBT);
    const same = near.filter((pin) => likeness(pin, words) === 'same');
    const [mine, ...others] = same.filter((pin) => pin.created_at >= since);
    if (mine !== undefined && others.length === 0 && tellsItself(words)) return ok({ type: 'published', remoteId: mine.id, permalink: permalinkOf(bases, mine.id) });
    if (same.length > 0) return ok({ type: 'cannot-tell', detail: 'more than one Pin could be it, or one that is a little older' });
    if (near.some((pin) => pin.created_at >= since && likeness(pin, words) === 'partly')) return ok({ type: 'cannot-tell', detail: 'a new Pin on the board is much like it' });
    if (!pins.value.complete) return ok({ type: 'cannot-tell', detail: `the board has more than ${MAX_PAGES * 250} Pins` });
    return ok({ type: 'absent' });
  }
}

/** A Pin without any words is like every other one. */
const tellsItself = ({ text, options }: Words): boolean => [text, options.title, options.link].some((words) => words.trim() !== '');

function likeness(pin: PinListed, { text, options }: Words): 'same' | 'partly' | 'other' {
  const pairs = [[pin.title, options.title], [pin.description, text], [address(pin.link), address(options.link)]].map(([a, b]) => [plain(a ?? ''), plain(b ?? '')] as const);
  if (pairs.every(([theirs, ours]) => theirs === ours)) return 'same';
  // The words that tell it best: Pins of one shop share their link, and often their title.
  const [theirs, ours] = pairs[1]?.[1] !== '' ? (pairs[1] ?? []) : (pairs.find((pair) => pair[1] !== '') ?? []);
  return theirs !== undefined && theirs === ours ? 'partly' : 'other';
}

/** Networks tidy words as they take them: line ends, spaces, composed letters. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').normalize('NFC').trim();
const address = (text: string): string => URL.parse(text)?.href.replace(/\/$/, '') ?? text;
