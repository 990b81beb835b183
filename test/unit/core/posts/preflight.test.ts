import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/clock';
import { accountLimitsSchema, availableNetworks, limitsFor, networkFacts, type NetworkLimits } from '#core/networks';
import { isStopped, mendIds, preflight, problemCodes } from '#core/posts/preflight';
import { consentCases } from './consent-cases';
import { mediaWhenCases } from './media-when-cases';
import { type Case, input, now, one, picture, pictureCases, plain } from './picture-cases';
import { asked, pinCases } from './pin-cases';
import { videoCases } from './video-cases';

const withoutPictures: NetworkLimits = { ...limitsFor('bluesky', null), media: null };
const refusingAnimation: NetworkLimits = {
  ...limitsFor('bluesky', null),
  media: { maxImages: 4, mimeTypes: ['image/jpeg'], maxBytes: null, maxPixels: null, animated: 'refused' },
};

const ballot = { pollChoice1: 'a', pollChoice2: 'b' };
const pollless = limitsFor('mastodon', accountLimitsSchema.parse({ takesPolls: false, maxPollChoices: 8 }));
const hourly: NetworkLimits = { ...limitsFor('mastodon', null), poll: { maxChoices: 4, maxCharacters: 50, minMs: HOUR, maxMs: HOUR } };

const cases: readonly Case[] = [
  { name: 'nothing written', code: 'text-empty', severity: 'stop', bad: { text: ' \n ' }, good: { text: ' \n ', media: [picture()] }, params: {}, mends: ['write-text'] },
  {
    name: 'own text emptied over a base text', code: 'text-empty', severity: 'stop', bad: { text: '', baseText: 'Hello' }, good: { text: 'x', baseText: 'Hello' },
    params: {}, mends: ['use-base-text', 'write-text'],
  },
  {
    name: 'a text too long for Bluesky', code: 'text-too-long', severity: 'stop', bad: { text: 'a'.repeat(301) }, good: { text: 'a'.repeat(300) },
    params: { used: 301, max: 300, excess: 1, unit: 'graphemes' }, mends: ['split-thread', 'shorten'],
  },
  {
    name: 'own text too long over a base that fits', code: 'text-too-long', severity: 'stop', bad: { text: 'a'.repeat(301), baseText: 'Short' },
    good: { text: 'a'.repeat(300), baseText: 'Short' }, mends: ['split-thread', 'shorten', 'use-base-text'],
  },
  {
    name: 'own text too long over a base as long', code: 'text-too-long', severity: 'stop', bad: { text: 'a'.repeat(301), baseText: 'b'.repeat(301) },
    good: { text: 'a' }, mends: ['split-thread', 'shorten'],
  },
  {
    name: 'a text too heavy for X', code: 'text-too-long', severity: 'stop', bad: { network: 'x', text: 'a'.repeat(281) },
    good: { network: 'x', text: 'a'.repeat(280) }, params: { used: 281, max: 280, excess: 1, unit: 'weighted' }, mends: ['split-thread', 'shorten'],
  },
  {
    name: 'a text too long for a network without threads', code: 'text-too-long', severity: 'stop', bad: { network: 'linkedin', text: 'a'.repeat(3001) },
    good: { network: 'linkedin', text: 'a'.repeat(3000) }, params: { used: 3001, max: 3000, excess: 1, unit: 'characters' }, mends: ['shorten'],
  },
  {
    name: 'a content warning that leaves too little room', code: 'text-too-long', severity: 'stop',
    bad: { network: 'mastodon', text: 'a'.repeat(480), options: { contentWarning: 'w'.repeat(21) } },
    good: { network: 'mastodon', text: 'a'.repeat(480), options: { contentWarning: 'w'.repeat(20) } },
    params: { used: 501, max: 500, excess: 1, unit: 'graphemes' }, mends: ['split-thread', 'shorten'],
  },
  {
    name: 'a part of a thread too long', code: 'text-too-long', severity: 'stop', bad: { thread: [{ text: 'a'.repeat(301), media: [] }] },
    good: { thread: [{ text: 'a'.repeat(300), media: [] }] },
    params: { part: 2, parts: 2, used: 301, max: 300, excess: 1, unit: 'graphemes' }, mends: ['split-thread', 'shorten'],
  },
  {
    name: 'few graphemes of many bytes', code: 'text-too-many-bytes', severity: 'stop', bad: { text: '👨‍👩‍👧‍👦'.repeat(121) }, good: { text: '👨‍👩‍👧‍👦'.repeat(120) },
    params: { used: 3025, max: 3000, excess: 25, unit: 'bytes' }, mends: ['split-thread', 'shorten'],
  },
  {
    name: 'an empty part of a thread', code: 'thread-part-empty', severity: 'stop', bad: { thread: [{ text: ' ', media: [] }] },
    good: { thread: [{ text: '', media: [picture()] }] }, params: { part: 2, parts: 2 }, mends: ['remove-part', 'write-text'],
  },
  {
    name: 'a thread where there are none', code: 'thread-not-supported', severity: 'stop', bad: { network: 'linkedin', thread: [{ text: 'more', media: [] }] },
    good: { network: 'linkedin' }, params: { parts: 2 }, mends: ['join-thread'],
  },
  {
    name: 'one picture too many', code: 'media-too-many', severity: 'stop', bad: { media: Array.from({ length: 11 }, () => picture()) },
    good: { media: Array.from({ length: 10 }, () => picture()) }, params: { count: 11, max: 10 }, mends: ['remove-extra-media'],
  },
  {
    name: 'a picture of a kind it does not take', code: 'media-type', severity: 'stop', bad: { media: [picture({ mime: 'image/tiff' })] },
    good: { media: [picture({ mime: 'image/webp' })] },
    params: { ...one, mime: 'image/tiff', allowed: 'image/jpeg, image/png, image/webp, image/gif' }, mends: ['compress', 'replace-media', 'remove-media'],
  },
  {
    name: 'a picture of too many bytes', code: 'media-too-big', severity: 'stop', bad: { media: [picture({ bytes: 2_000_001 })] },
    good: { media: [picture({ bytes: 2_000_000 })] }, params: { ...one, bytes: 2_000_001, max: 2_000_000 }, mends: ['compress', 'remove-media'],
  },
  {
    name: 'a picture of too many pixels', code: 'media-too-many-pixels', severity: 'stop',
    bad: { network: 'mastodon', media: [picture({ width: 7681, height: 4320 })] }, good: { network: 'mastodon', media: [picture({ width: 7680, height: 4320 })] },
    params: { ...one, pixels: 33_181_920, max: 33_177_600, width: 7681, height: 4320 }, mends: ['compress', 'remove-media'],
  },
  {
    name: 'a picture that cannot be read', code: 'media-corrupt', severity: 'stop', bad: { media: [picture({ status: 'corrupt', alt: '' })] }, good: { media: [picture()] },
    params: one, mends: ['replace-media', 'remove-media'],
  },
  {
    name: 'a picture that is gone', code: 'media-missing', severity: 'stop', bad: { media: [picture({ status: 'missing', bytes: 9e9 })] }, good: { media: [picture()] },
    params: one, mends: ['replace-media', 'remove-media'],
  },
  {
    name: 'an animation where it stands still', code: 'media-animation-lost', severity: 'look', bad: { media: [picture({ mime: 'image/gif', animated: true })] },
    good: { network: 'mastodon', media: [picture({ mime: 'image/gif', animated: true })] }, params: one, mends: ['replace-media'],
  },
  {
    name: 'an animation where it is refused', code: 'media-animation-lost', severity: 'stop',
    bad: { limits: refusingAnimation, media: [picture({ animated: true })] },
    good: { media: [picture()] }, params: one, mends: ['compress', 'remove-media'],
  },
  ...pictureCases, ...mediaWhenCases, ...videoCases, ...consentCases, ...pinCases,
  {
    name: 'pictures where Linnet sends none', code: 'media-not-supported', severity: 'stop', bad: { limits: withoutPictures, media: [picture()] }, good: { limits: withoutPictures },
    params: {}, mends: ['remove-media'],
  },
  {
    name: 'pictures that the network would fetch, and no media host', code: 'media-host-needed', severity: 'stop', bad: { network: 'threads', media: [picture()] },
    good: { network: 'threads', media: [picture()], mediaHost: true }, params: {}, mends: ['set-media-host', 'remove-media'],
  },
  {
    name: 'the same in a later part', code: 'media-host-needed', severity: 'stop', bad: { network: 'threads', thread: [{ text: 'More', media: [picture()] }] },
    good: { network: 'threads', thread: [{ text: 'More', media: [] }] }, params: {}, mends: ['set-media-host', 'remove-media'],
  },
  {
    name: 'a picture nobody described', code: 'alt-missing', severity: 'look', bad: { media: [picture(), picture({ assetId: 'asset-2', alt: ' ' })] },
    good: { media: [picture(), picture({ assetId: 'asset-2' })] }, params: { asset: 'asset-2', index: 2 }, mends: ['write-alt'],
  },
  {
    name: 'a picture nobody described, for a brand that asks for it', code: 'alt-needed', severity: 'stop', bad: { altRequired: true, media: [picture({ alt: ' ' })] },
    good: { altRequired: true, media: [picture()] }, params: one, mends: ['write-alt', 'remove-media'],
  },
  {
    name: 'a description too long', code: 'alt-too-long', severity: 'stop', bad: { network: 'mastodon', media: [picture({ alt: 'a'.repeat(1501) })] },
    good: { network: 'mastodon', media: [picture({ alt: 'a'.repeat(1500) })] },
    params: { ...one, used: 1501, max: 1500, excess: 1, unit: 'characters' }, mends: ['shorten-alt', 'write-alt'],
  },
  {
    name: 'a time that is over', code: 'time-past', severity: 'stop', bad: { time: { dueAt: now - HOUR, now, gap: null } },
    good: { time: { dueAt: now - MINUTE, now, gap: null } }, params: { dueAt: now - HOUR }, mends: ['pick-time'],
  },
  {
    name: 'a time that the clocks skip', code: 'time-in-gap', severity: 'look',
    bad: { time: { dueAt: now + DAY, now, gap: { asked: '2027-03-28T01:30', wall: '2027-03-28T02:30' } } }, good: {},
    params: { asked: '2027-03-28T01:30', wall: '2027-03-28T02:30' }, mends: ['pick-time'],
  },
  {
    name: 'an account that is signed out', code: 'account-reauth', severity: 'stop', bad: { account: { health: 'signed-out', expiresAt: null } },
    good: { account: { health: 'expiring', expiresAt: now + 2 * DAY } }, params: {}, mends: ['reconnect'],
  },
  {
    name: 'an account whose login ends before', code: 'account-expires-before', severity: 'look', bad: { account: { health: 'expiring', expiresAt: now + DAY } },
    good: { account: { health: 'expiring', expiresAt: now + DAY + 1 } }, params: { expiresAt: now + DAY, dueAt: now + DAY }, mends: ['reconnect'],
  },
  {
    name: 'an account that is disconnected', code: 'account-disconnected', severity: 'stop', bad: { account: { health: 'disconnected', expiresAt: null } }, good: {},
    params: {}, mends: ['reconnect', 'remove-account'],
  },
  {
    name: 'an account that was removed', code: 'account-disconnected', severity: 'stop', bad: { account: { health: 'removed', expiresAt: null } }, good: {},
    params: {}, mends: ['remove-account'],
  },
  {
    name: 'a card asked for without a link', code: 'link-card-without-link', severity: 'look', bad: { options: { linkCard: true } },
    good: { text: 'See https://example.com', options: { linkCard: true } }, params: {}, mends: ['turn-off-link-card'],
  },
  {
    name: 'a mention of nobody', code: 'mention-unresolved', severity: 'look', bad: { unresolvedMentions: ['@nobody.test'] }, good: {},
    params: { mention: '@nobody.test' }, mends: [],
  },
  {
    name: 'an option with a value it cannot have', code: 'option-invalid', severity: 'stop', bad: { network: 'mastodon', options: { visibility: 'everyone' } },
    good: { network: 'mastodon', options: { visibility: 'unlisted' } }, params: { option: 'visibility' }, mends: ['reset-option'],
  },
  {
    name: 'a warning that is no text', code: 'option-invalid', severity: 'stop', bad: { network: 'mastodon', options: { contentWarning: 5 } },
    good: { network: 'mastodon', options: { contentWarning: '5' } }, params: { option: 'contentWarning' }, mends: ['reset-option'],
  },
  {
    name: 'a poll for a server that would leave it out', code: 'poll-not-supported', severity: 'stop', bad: { network: 'mastodon', limits: pollless, options: ballot },
    good: { network: 'mastodon', limits: pollless, options: { pollLength: '1 hour' } }, params: {}, mends: ['remove-poll'],
  },
  {
    name: 'a poll beside pictures', code: 'poll-with-media', severity: 'stop', bad: { network: 'mastodon', options: ballot, media: [picture()] },
    good: { network: 'mastodon', options: ballot, thread: [{ text: 'more', media: [picture()] }] }, params: {}, mends: ['remove-poll', 'remove-media'],
  },
  {
    name: 'a poll with more choices than the server takes', code: 'poll-too-many-choices', severity: 'stop',
    bad: { network: 'mastodon', options: { ...ballot, pollChoice3: 'c', pollChoice4: 'd', pollChoice5: 'e' } }, good: { network: 'mastodon', options: { ...ballot, pollChoice5: 'e', pollChoice8: 'h' } },
    params: { count: 5, max: 4 }, mends: ['remove-poll'],
  },
  {
    name: 'a choice longer than the server takes', code: 'poll-choice-too-long', severity: 'stop', bad: { network: 'mastodon', options: { ...ballot, pollChoice2: 'é'.repeat(52) } },
    good: { network: 'mastodon', options: { ...ballot, pollChoice2: 'e\u0301'.repeat(50) } }, params: { option: 'pollChoice2', index: 2, used: 52, max: 50, excess: 2 }, mends: ['reset-option'],
  },
  {
    name: 'a poll that runs longer than the server lets it', code: 'poll-length', severity: 'stop', bad: { network: 'mastodon', limits: hourly, options: ballot },
    good: { network: 'mastodon', limits: hourly, options: { ...ballot, pollLength: '1 hour' } }, params: { option: 'pollLength', ms: DAY, max: HOUR }, mends: ['reset-option'],
  },
  {
    name: 'a poll that ends sooner than the server lets it', code: 'poll-length', severity: 'stop', bad: { network: 'mastodon', limits: hourly, options: { ...ballot, pollLength: '5 minutes' } },
    good: { network: 'mastodon', limits: hourly, options: { pollLength: '5 minutes' } }, params: { option: 'pollLength', ms: 5 * MINUTE, min: HOUR }, mends: ['reset-option'],
  },
  {
    name: 'a poll with one choice', code: 'option-invalid', severity: 'stop', bad: { network: 'mastodon', options: { pollChoice1: 'a', pollChoice2: ' ' } },
    good: { network: 'mastodon', options: { pollChoice1: ' ' } }, params: { option: 'pollChoice2' }, mends: ['reset-option'],
  },
  {
    name: 'a poll with the same choice twice', code: 'option-invalid', severity: 'stop', bad: { network: 'mastodon', options: { ...ballot, pollChoice4: ' a' } },
    good: { network: 'mastodon', options: { ...ballot, pollChoice4: 'A' } }, params: { option: 'pollChoice4' }, mends: ['reset-option'],
  },
  {
    name: 'a poll beside pictures on X', code: 'poll-with-media', severity: 'stop', bad: { network: 'x', options: ballot, media: [picture()] },
    good: { network: 'x', options: {}, media: [picture()] }, params: {}, mends: ['remove-poll', 'remove-media'],
  },
];

describe('preflight', () => {
  it.each(cases)('finds $name: $code', ({ bad, code, mends, params, severity }) => {
    const found = preflight(input(bad));
    expect(found.map((problem) => problem.code)).toEqual([code]);
    expect(found[0]).toMatchObject({ code, severity, mends, network: bad.network ?? 'bluesky', accountId: 'account-1' });
    if (params !== undefined) expect(found[0]?.params).toEqual(params);
  });

  it.each(cases)('is content just short of $name', ({ code, good }) => {
    expect(preflight(input(good)).map((problem) => problem.code)).not.toContain(code);
  });

  it('has a case for every code, and a use for every mend', () => {
    expect(new Set(cases.map((entry) => entry.code))).toEqual(new Set(problemCodes));
    expect(new Set(cases.flatMap((entry) => entry.mends))).toEqual(new Set(mendIds));
  });

  it('has nothing to say of a sound post on each network', () => {
    for (const network of availableNetworks) expect(preflight(input({ network, mediaHost: networkFacts[network].mediaByUrl !== undefined, media: [picture()], ...asked[network] }))).toEqual([]);
  });

  it('leaves the time alone before sending and for a draft', () => {
    expect(preflight(input({ time: null }))).toEqual([]);
    expect(preflight(input({ time: { dueAt: null, now, gap: null }, account: { health: 'expiring', expiresAt: now } }))).toEqual([]);
  });

  it('does not complain of a card that nobody asked for', () => {
    expect(preflight(input({ options: {} }))).toEqual([]);
    expect(preflight(input({ options: { linkCard: false } }))).toEqual([]);
  });

  it('names several problems at once, the stopping ones first', () => {
    const found = preflight(input({
      text: 'a'.repeat(400), media: [picture({ alt: '' }), picture({ bytes: 5e6 })], account: { health: 'signed-out', expiresAt: null }, unresolvedMentions: ['@x.test'],
    }));
    expect(found.map((problem) => problem.code)).toEqual(['account-reauth', 'text-too-long', 'media-too-big', 'alt-missing', 'mention-unresolved']);
    expect(isStopped(found)).toBe(true);
    expect(isStopped(found.filter((problem) => problem.severity === 'look'))).toBe(false);
  });

  const words = fc.array(fc.constantFrom('word ', '👨‍👩‍👧‍👦', 'https://example.com ', 'مرحبا', 'e\u0301', '\n', ' '), { maxLength: 400 }).map((pieces) => pieces.join(''));
  const media = fc.array(fc.record({
    assetId: fc.constant('asset'), mime: fc.constantFrom('image/jpeg', 'image/png', 'image/tiff', 'video/mp4'), bytes: fc.nat(20_000_000), width: fc.nat(9000),
    height: fc.nat(9000), alt: fc.string({ maxLength: 30 }), animated: fc.boolean(),
    probe: fc.option(fc.record({ frames: fc.integer({ min: 1, max: 800 }), colours: fc.constantFrom('srgb', 'grey', 'print', 'wide'), depth: fc.constantFrom(8, 16) } as const).map((seen) => ({ ...plain, ...seen }))), status: fc.constantFrom('ok', 'ok', 'ok', 'corrupt', 'missing'),
  } as const), { maxLength: 6 });
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

  /** Said anew here, one line for each network that is offered: graphemes at most, pictures, bytes and pixels of each. */
  const hard = new Map<string, readonly [text: number, images: number, bytes: number, pixels: number]>([
    ['bluesky', [300, 4, 2_000_000, Infinity]],
    ['facebook', [63_206, 10, 4_194_304, Infinity]],
    // Without a media host no picture, and nothing without pictures: only videos, which are sent.
    ['instagram', [2200, 10, -1, -1]],
    ['linkedin', [3000, 20, Infinity, 36_152_320]],
    ['mastodon', [500, 4, 16_777_216, 33_177_600]],
    ['practice', [500, 4, 10_000_000, 40_000_000]],
    ['threads', [500, 0, 0, 0]],
    ['x', [280, 4, 5_242_880, Infinity]],
  ]);

  it('passes nothing that breaks a limit', () => {
    let passed = 0;
    fc.assert(fc.property(fc.constantFrom(...availableNetworks), words, media, fc.array(fc.record({ text: words, media }), { maxLength: 2 }),
      (network, text, pictures, thread) => {
        if (isStopped(preflight(input({ network, text, media: pictures, thread })))) return;
        passed += 1;
        const [most, images, maxBytes, pixels] = hard.get(network) ?? [0, 0, 0, 0];
        for (const part of [{ text, media: pictures }, ...thread]) {
          expect(part.text.trim() !== '' || part.media.length > 0).toBe(true);
          // Mastodon and X count each link here, 19 letters long, as 23.
          const written = network === 'mastodon' || network === 'x' ? part.text.replaceAll('https://example.com', 'x'.repeat(23)) : part.text;
          expect([...segmenter.segment(written)].length).toBeLessThanOrEqual(most);
          if (network === 'bluesky') expect(new TextEncoder().encode(part.text).length).toBeLessThanOrEqual(3000);
          expect(part.media.length).toBeLessThanOrEqual(images);
          const films = part.media.filter(({ mime }) => mime === 'video/mp4');
          // One, on Instagram up to ten, and nothing beside it, of at most so many bytes and pixels; elsewhere none.
          if (films.length > 0) expect(part.media).toHaveLength(network === 'instagram' ? films.length : 1);
          if (network === 'instagram') expect(films).not.toEqual([]);
          const [filmBytes, filmPixels] = { bluesky: [100_000_000, Infinity], facebook: [Infinity, Infinity], instagram: [314_572_800, Infinity], linkedin: [524_288_000, Infinity], mastodon: [103_809_024, 8_294_400], x: [536_870_912, Infinity] }[String(network)] ?? [-1, -1];
          for (const { bytes, height, status, width } of films) {
            expect(status).toBe('ok');
            expect(bytes).toBeLessThanOrEqual(filmBytes ?? -1);
            expect(width * height).toBeLessThanOrEqual(filmPixels ?? -1);
          }
          for (const { bytes, height, mime, status, width } of part.media) {
            if (mime === 'video/mp4') continue;
            expect(status).toBe('ok');
            expect(['image/jpeg', 'image/png']).toContain(mime);
            expect(bytes).toBeLessThanOrEqual(maxBytes);
            expect(width * height).toBeLessThanOrEqual(pixels);
          }
        }
      }), { numRuns: 800 });
    expect(passed).toBeGreaterThan(20);
  });

  it('gives the same answer however often it is asked', () => {
    fc.assert(fc.property(words, media, (text, pictures) => {
      const asked = input({ text, media: pictures });
      expect(preflight(asked)).toEqual(preflight(structuredClone(asked)));
    }), { numRuns: 50 });
  });
});
