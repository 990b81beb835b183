import { describe, expect, it } from 'vitest';
import { activityCodes } from '#core/activity';
import { errorCodes } from '#core/errors';
import { networkIds } from '#core/networks';
import { outcomeCodes } from '#core/posts/outcome-codes';
import { problemCodes } from '#core/posts/preflight-types';
import { publicationStates } from '#core/posts/states';
import { createFormat } from '#renderer/format';
import { activityWords } from '#renderer/messages/activity';
import { errorLine, errorWords } from '#renderer/messages/errors';
import { networkInText, networkName } from '#renderer/messages/networks';
import { noticeLine } from '#renderer/messages/notices';
import { outcomeWords } from '#renderer/messages/outcomes';
import { problemWords } from '#renderer/messages/problems';
import { stateWords } from '#renderer/messages/states';

const format = createFormat({ locale: 'en-GB', hourCycle: 'h23', userZone: 'UTC' });

/** The types see to it that no code is without words; this sees to it that the words can be shown without any of their values. */
const everySentence: readonly (readonly [string, string])[] = [
  ...errorCodes.flatMap((code) => Object.values(errorWords({ code })).map((text) => [`error ${code}`, text] as const)),
  ...errorCodes.map((code) => [`error line ${code}`, errorLine({ code })] as const),
  ...problemCodes.map((code) => [`problem ${code}`, problemWords({ code, params: {} }, 'Bluesky')] as const),
  ...activityCodes.flatMap((code) => Object.values(activityWords({ at: 0, code, params: {} }, { network: 'Bluesky', format, zone: 'UTC' })).map((text: string) => [`activity ${code}`, text] as const)),
  ...publicationStates.flatMap((state) => Object.values(stateWords[state]).map((text) => [`state ${state}`, text] as const)),
  ...[...problemCodes, ...errorCodes, 'too-long', 'no-answer', 'never heard of it'].flatMap((code) => Object.values(outcomeWords(code, 'Bluesky')).map((text: string) => [`outcome ${code}`, text] as const)),
  ...networkIds.map((network) => [`network ${network}`, networkName(network)] as const),
  ['notice', noticeLine('disk-full', {})], ['restored', noticeLine('restored', {})], ['log missing', noticeLine('log-missing', {})], ['unknown notice', noticeLine('never heard of it', {})],
];

describe('words for people', () => {
  it.each(everySentence)('%s has no hole, code or shout: %s', (_name, text) => {
    expect(text).not.toMatch(/undefined|null|NaN|\[object|!/);
    expect(text).not.toMatch(/\s{2}|^\s|\s$/);
  });

  it('calls the practice network by an article, and begins no sentence small', () => {
    const network = networkInText('practice');
    const said = [
      ...problemCodes.map((code) => problemWords({ code, params: {} }, network)),
      ...activityCodes.flatMap((code) => { const { title, note } = activityWords({ at: 0, code, params: {} }, { network, format, zone: 'UTC' }); return [title, ...note.split(/(?<=[.;]) /)]; }),
      ...outcomeCodes.flatMap((code) => Object.values(outcomeWords(code, network)) as readonly string[]),
    ];
    expect(said.filter((text) => /practice network/i.test(text)).length).toBeGreaterThan(20);
    expect(said.filter((text) => /(?<!the )practice network/i.test(text) || text.startsWith('the practice') || /[^.:] The practice/.test(text))).toEqual([]);
  });

  it('gives every error a title and every state a name', () => {
    expect(errorCodes.filter((code) => errorWords({ code }).title === '')).toEqual([]);
    expect(publicationStates.filter((state) => stateWords[state].name === '')).toEqual([]);
  });

  it('says the day with a time of another day than that of the line itself', () => {
    const note = (at: number): string => activityWords({ at, code: 'scheduled', params: { at: Date.UTC(2026, 10, 25, 10) } }, { network: 'Bluesky', format, zone: 'UTC' }).note;
    expect(note(Date.UTC(2026, 10, 25, 8))).toBe('for 10:00');
    expect(note(Date.UTC(2026, 10, 22, 14))).toBe('for Wed 25 Nov 10:00');
  });

  it('uses the values it is given', () => {
    expect(errorLine({ code: 'login-not-found', params: { handle: 'nobody.example' } })).toContain('nobody.example');
    expect(problemWords({ code: 'text-too-long', params: { used: 346, max: 300, excess: 46, unit: 'graphemes' } }, 'Bluesky')).toBe('46 characters too many for Bluesky');
    // A refusal at the door and a network's limit are said alike.
    expect(errorWords({ code: 'media-too-big', params: { name: 'kiln.png', max: 40_000_000 } }).meaning).toBe('At most 40 MB are allowed.');
    expect(problemWords({ code: 'media-too-big', params: { index: 2, bytes: 4_200_000, max: 2_000_000 } }, 'Bluesky')).toBe('Picture 2 is 4.2 MB, Bluesky takes up to 2 MB');
  });
});
