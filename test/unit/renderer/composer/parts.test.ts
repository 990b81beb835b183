import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableNetworks, type NetworkFacts, networkFacts, specialOf } from '#core/networks';
import type { Publication } from '#core/contract/posts';
import { publicationStates } from '#core/posts/states';
import { createFormat } from '#renderer/format';
import { emojiGroups } from '#renderer/screens/composer/emoji';
import { optionFields } from '#renderer/components/option-fields';
import { shownFields } from '#renderer/screens/composer/shown-fields';
import { plannedWall, planView, targetsOf } from '#renderer/screens/composer/plan';
import { plannedLine } from '#renderer/screens/composer/planned-line';
import { ratioOf } from '#renderer/screens/composer/ratio';
import { segmentsOf } from '#renderer/screens/composer/segments';
import { chosenTime, timeHint, wallOf } from '#renderer/screens/composer/when';
import { wordDiff } from '#renderer/screens/composer/word-diff';
import { choiceWords, optionWords } from '#renderer/messages/options';
import { own } from './support';

const publication = (accountId: string, state: Publication['state'], dueWall: string | null = null): Publication =>
  ({ id: `p-${accountId}`, accountId, network: 'bluesky', state, dueWall, dueAt: dueWall === null ? null : Date.parse(`${dueWall}Z`) }) as Publication;
const stopped = (accountId: string, is: boolean) => ({ publication: own(accountId, 'bluesky'), stopped: is });

describe('the schedule bar', () => {
  it('says how many can go when one is stopped', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((id) => publication(id, 'draft'));
    const view = planView(five, ['a', 'b', 'c', 'd', 'e'].map((id) => stopped(id, id === 'c')), false);
    expect([view.act, view.label]).toEqual(['schedule', 'Schedule 4 of 5']);
  });

  it('offers to reschedule only when the time has changed', () => {
    const planned = [publication('a', 'scheduled', '2026-11-24T09:00'), publication('b', 'hold', '2026-11-24T09:00')];
    expect(planView(planned, [], false).act).toBe('none');
    expect(planView(planned, [], true)).toMatchObject({ act: 'move', label: 'Reschedule' });
  });

  it('plans what is new, and what is planned only when the time is another', () => {
    const mixed = [publication('a', 'scheduled', '2026-11-24T09:00'), publication('b', 'draft'), publication('c', 'published')];
    expect(targetsOf(planView(mixed, [], false), 'at', false)).toEqual(['p-b']);
    expect(targetsOf(planView(mixed, [], true), 'at', true)).toEqual(['p-b', 'p-a']);
  });

  it('sends now what the question names, and gives the next slot to what waits for one', () => {
    const mixed = planView([publication('a', 'scheduled', '2026-11-24T09:00'), publication('b', 'draft'), publication('c', 'hold')], [], false);
    expect(targetsOf(mixed, 'now', false)).toEqual(['p-b', 'p-a']);
    expect(targetsOf(mixed, 'slot', false)).toEqual(['p-b']);
    const held = planView([publication('c', 'hold', '2026-11-24T09:00'), publication('d', 'published')], [], false);
    for (const ask of ['now', 'slot'] as const) expect([ask, targetsOf(held, ask, false)]).toEqual([ask, ['p-c']]);
  });

  it('never plans what a person cancelled along with the others', () => {
    const mixed = planView([publication('a', 'cancelled'), publication('b', 'draft')], [], false);
    expect(mixed.label).toBe('Schedule');
    for (const ask of ['at', 'now', 'slot'] as const) expect(targetsOf(mixed, ask, true)).toEqual(['p-b']);
    const alone = planView([publication('a', 'cancelled'), publication('b', 'scheduled', '2026-11-24T09:00')], [], false);
    expect([alone.label, targetsOf(alone, 'at', false)]).toEqual(['Schedule after all', ['p-a']]);
  });

  it('puts every state in exactly one group', () => {
    for (const state of publicationStates) {
      const { fresh, scheduled, held, locked } = planView([publication('a', state)], [], false);
      expect([state, fresh.length + scheduled.length + held.length + locked.length]).toEqual([state, 1]);
    }
  });

  it('shows the time of what waits before the one that was wished for', () => {
    expect(plannedWall([publication('a', 'published', '2026-01-01T09:00'), publication('b', 'scheduled', '2026-11-24T09:00')], '2026-12-01T10:00')).toBe('2026-11-24T09:00');
    expect(plannedWall([publication('a', 'draft')], '2026-12-01T10:00')).toBe('2026-12-01T10:00');
  });
});

describe('times', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  it('says plainly what the clocks do', () => {
    expect(timeHint(chosenTime('2027-03-28T01:30', 'Europe/London', now))).toBe('The clocks skip 01:30 that day: it goes out at 02:30');
    expect(timeHint(chosenTime('2027-10-31T01:30', 'Europe/London', now))).toBe('01:30 comes twice that day: the first one is meant');
    expect(timeHint(chosenTime('2026-11-22T11:00', 'Europe/London', now))).toBe('That time has passed');
    expect(timeHint(chosenTime('2026-11-23T11:00', 'Europe/London', now))).toBeNull();
  });

  it('takes nothing that is no time', () => {
    for (const wall of [null, '', '2026-02-30T10:00', '2026-11-22T24:00', 'soon']) expect(chosenTime(wall, 'Europe/London', now)).toBeNull();
    expect(wallOf('2026-11-22', '')).toBeNull();
    expect(wallOf(null, '09:00')).toBeNull();
    expect(wallOf('2026-11-22', '09:00:00')).toBe('2026-11-22T09:00');
  });

  it('tells afterwards too', () => {
    const format = createFormat({ locale: 'en-GB', hourCycle: 'h23', userZone: 'UTC' });
    const line = plannedLine({ at: Date.parse('2027-03-28T01:30:00Z'), wall: '2027-03-28T02:30', adjusted: 'gap', loginEnds: [] }, { asked: '2027-03-28T01:30', zone: 'Europe/London', format, now });
    expect(line).toContain('the clocks skip 01:30 that day, so it became 02:30');
  });
});

describe('wordDiff', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'word', ' ', '\n', '  ', 'שלום', '👩‍👧'), { maxLength: 60 }).map((parts) => parts.join(''));
  it('gives both texts back', () => {
    fc.assert(fc.property(words, words, (before, after) => {
      const pieces = wordDiff(before, after);
      const of = (not: string): string => pieces.filter(({ kind }) => kind !== not).map(({ text }) => text).join('');
      expect(of('added')).toBe(before);
      expect(of('removed')).toBe(after);
    }));
  });
  it('finds the one word that changed', () => {
    expect(wordDiff('Doors at seven, come early', 'Doors at eight, come early')).toEqual([
      { kind: 'same', text: 'Doors at ' }, { kind: 'removed', text: 'seven,' }, { kind: 'added', text: 'eight,' }, { kind: 'same', text: ' come early' },
    ]);
  });
  it('does not stall on a hundred thousand characters', () => {
    const long = (seed: string): string => Array.from({ length: 20_000 }, (_, index) => `${seed}${index % 97}`).join(' ');
    expect(wordDiff(long('a'), long('b')).length).toBeGreaterThan(0);
  });
});

describe('segments', () => {
  it('never loses a letter, whatever is tinted and wherever it is too long', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('#tag', '@who.bsky.social', 'example.org/x', 'plain', ' ', '\n', '👩‍👧', 'שלום'), { maxLength: 40 }), fc.nat(), fc.constantFrom('bluesky', 'mastodon', null), (parts, cut, network) => {
      const text = parts.join('');
      const over = text.length === 0 || cut % 3 === 0 ? null : cut % text.length;
      const segments = segmentsOf(text, network, over);
      expect(segments.map((segment) => segment.text).join('')).toBe(text);
      expect(segments.filter(({ kind }) => kind === 'over').map((segment) => segment.text).join('')).toBe(over === null ? '' : text.slice(over));
    }));
  });
  it('tints links, tags and mentions', () => {
    expect(segmentsOf('See example.org #now', 'bluesky', null)).toEqual([
      { text: 'See ', kind: 'plain' }, { text: 'example.org', kind: 'entity' }, { text: ' ', kind: 'plain' }, { text: '#now', kind: 'entity' },
    ]);
  });
});

describe('options', () => {
  it.each(availableNetworks)('shows every option of %s, with words', (network) => {
    const fields = optionFields(network);
    // What is asked on a screen of its own, before a person agrees, is asked there.
    const { options, consent }: NetworkFacts = networkFacts[network];
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(options.shape).filter((name) => consent?.options.includes(name) !== true));
    for (const name of consent?.options ?? []) expect(Object.keys(options.shape)).toContain(name);
    const usual = networkFacts[network].options.parse({});
    for (const field of fields) {
      expect(optionWords(field.name).label).not.toBe('');
      if (field.kind === 'destination') expect(usual[field.name]).toBe('');
      else if (field.kind !== 'language') expect(field.usual).toBe(usual[field.name]);
      if (field.kind === 'choice') for (const choice of field.choices) expect(choiceWords(field.name, choice)).not.toBe('');
    }
  });
});

it('gives the lines of a file more than one line', () => {
  expect(optionFields('youtube').find(({ name }) => name === 'captions')).toEqual({ name: 'captions', kind: 'lines', usual: '' });
  expect(optionFields('youtube').find(({ name }) => name === 'tags')).toEqual({ name: 'tags', kind: 'text', usual: '' });
});

it('asks for a further choice of a poll once there is room for it, and for the rest once there is a poll', () => {
  const shown = (options: Readonly<Record<string, unknown>>, maxChoices = 4) => shownFields(optionFields('mastodon'), options, { maxChoices, maxCharacters: 50, minMs: null, maxMs: null })
    .map(({ name }) => name).filter((name) => name.startsWith('poll'));
  expect(shown({})).toEqual(['pollChoice1', 'pollChoice2']);
  expect(shown({ pollChoice1: 'a' })).toEqual(['pollChoice1', 'pollChoice2', 'pollLength', 'pollMultiple', 'pollHideTotals']);
  expect(shown({ pollChoice1: 'a', pollChoice2: 'b' })).toContain('pollChoice3');
  const four = { pollChoice1: 'a', pollChoice2: 'b', pollChoice3: 'c', pollChoice4: 'd' };
  expect(shown(four)).not.toContain('pollChoice5');
  expect(shown(four, 8)).toContain('pollChoice5');
  // What holds something can always be taken back.
  expect(shown({ pollChoice7: 'g', pollLength: '1 hour' })).toEqual(expect.arrayContaining(['pollChoice7', 'pollLength']));
});

it('names the shape of a picture', () => {
  expect([[400, 300], [1080, 1350], [1000, 1000], [1910, 1000], [0, 0]].map(([width = 0, height = 0]) => ratioOf({ width, height }))).toEqual(['4:3', '4:5', '1:1', '1.91:1', '']);
});

it('has each emoji once, with a name', () => {
  const all = emojiGroups.flatMap(({ emoji }) => emoji);
  expect(new Set(all.map(([sign]) => sign)).size).toBe(all.length);
  expect(new Set(all.map(([, name]) => name)).size).toBe(all.length);
});

describe('a Story', () => {
  const shown = (options: Readonly<Record<string, unknown>>) => shownFields(optionFields('instagram'), options, undefined, specialOf('instagram', options)?.without).map(({ name }) => name);

  it('is asked only for what Stories have, and for what is written all the same', () => {
    expect(shown({})).toEqual(['postAs', 'collaborators', 'userTags', 'location', 'firstComment', 'shareToFeed', 'coverSecond']);
    expect(shown({ postAs: 'story' })).toEqual(['postAs', 'userTags']);
    expect(shown({ postAs: 'story', firstComment: 'Left from before' })).toEqual(['postAs', 'userTags', 'firstComment']);
  });
});
