import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  accountLimitsSchema, availableNetworks, defaultOptions, isNetworkId, limitsFor, mastodonOptions, type NetworkId, networkFacts, networkIds,
} from '#core/networks';

const first = (network: NetworkId) => networkFacts[network].limits.text[0];
const nothingSaid = accountLimitsSchema.parse({});

describe('network facts', () => {
  it('has one entry per network, filed under its own id', () => {
    expect(Object.keys(networkFacts).toSorted()).toEqual([...networkIds].toSorted());
    for (const id of networkIds) expect(networkFacts[id].id).toBe(id);
  });

  it('offers only the networks that Linnet can publish on', () => {
    expect(availableNetworks).toEqual(['bluesky', 'mastodon', 'practice', 'x', 'facebook', 'instagram', 'threads', 'linkedin', 'pinterest', 'tiktok', 'youtube']);
    // TikTok takes videos alone.
    for (const id of availableNetworks) expect(id === 'tiktok' ? networkFacts[id].limits.video : networkFacts[id].limits.media, id).not.toBeNull();
    // The others are handed the bytes.
    expect(availableNetworks.filter((id) => networkFacts[id].mediaByUrl !== undefined)).toEqual(['instagram', 'threads']);
  });

  it('knows a network id from any other text, prototype names included', () => {
    expect(isNetworkId('bluesky')).toBe(true);
    for (const other of ['', 'Bluesky', 'toString', '__proto__', 'myspace']) expect(isNetworkId(other)).toBe(false);
  });

  it('fills in the options nobody chose', () => {
    expect(defaultOptions('bluesky')).toEqual({ language: null, linkCard: true, replyControl: 'everyone', allowQuotes: true, adultContent: 'none', graphicMedia: false, quotePost: '' });
    expect(defaultOptions('mastodon')).toEqual({ visibility: 'public', contentWarning: '', language: null, sensitive: false,
      quotes: 'account', quotePost: '', pollChoice1: '', pollChoice2: '', pollChoice3: '', pollChoice4: '', pollChoice5: '', pollChoice6: '', pollChoice7: '', pollChoice8: '', pollLength: '1 day', pollMultiple: false, pollHideTotals: false,
    });
    expect(defaultOptions('linkedin')).toMatchObject({ visibility: 'public', linkCard: true, allowReposts: true, pollQuestion: '', pollLength: '1 day' });
    expect(defaultOptions('practice')).toEqual({ visibility: 'public' });
  });

  it.each(['en', 'pt-BR', 'zh-Hant', 'ast', null])('takes the language %s', (language) => {
    expect(mastodonOptions.safeParse({ language }).success).toBe(true);
  });

  it.each(['', 'English', 'e', 'en_GB', '<b>'])('refuses the language %j', (language) => {
    expect(mastodonOptions.safeParse({ language }).success).toBe(false);
  });
});

describe('limits that a server states', () => {
  it('keeps the usual ones where the server says nothing', () => {
    expect(limitsFor('mastodon', null)).toEqual(networkFacts.mastodon.limits);
    expect(limitsFor('mastodon', nothingSaid)).toEqual(networkFacts.mastodon.limits);
  });

  it('takes the server at its word', () => {
    const limits = limitsFor('mastodon', {
      maxCharacters: 5000, charactersPerUrl: 30, maxMedia: 16, mimeTypes: ['video/mp4', 'image/avif', 'image/png'],
      imageSizeLimit: 1000, imageMatrixLimit: 2000, videoSizeLimit: 5000, videoMatrixLimit: 6000, videoFrameRateLimit: 60, descriptionLimit: 420, hostsPictures: true, takesPolls: true, maxPollChoices: 8, maxPollCharacters: 100, minPollSeconds: 60, maxPollSeconds: 3600,
    });
    expect(limits.text).toEqual([{ ...first('mastodon'), max: 5000, urlLength: 30 }]);
    expect(limits.altText).toEqual({ unit: 'characters', max: 420 });
    expect(limitsFor('instagram', nothingSaid).video).toEqual(networkFacts.instagram.limits.video);
    expect(limits.poll).toEqual({ maxChoices: 8, maxCharacters: 100, minMs: 60_000, maxMs: 3_600_000 });
    expect(limits.media).toEqual({
      maxImages: 16, mimeTypes: ['image/avif', 'image/png'], maxBytes: 1000, maxPixels: 2000, animated: 'moves',
    });
    expect(limits.video).toMatchObject({ mimeTypes: ['video/mp4'], maxBytes: 5000, maxPixels: 6000, maxFps: 60 });
  });

  it('does not believe nonsense', () => {
    const lies = {
      maxCharacters: -1, charactersPerUrl: 'many', maxMedia: 0, mimeTypes: 'image/png', imageSizeLimit: Number.NaN,
      imageMatrixLimit: 1.5, descriptionLimit: 1e300, takesPolls: 'no', maxPollChoices: 'some', maxPollCharacters: -5, minPollSeconds: 0.5, maxPollSeconds: {},
    };
    expect(accountLimitsSchema.parse(lies)).toEqual(nothingSaid);
  });

  it('keeps the usual picture types when the server names none', () => {
    const limits = limitsFor('mastodon', { ...nothingSaid, mimeTypes: ['audio/ogg'] });
    expect(limits.media?.mimeTypes).toEqual(networkFacts.mastodon.limits.media?.mimeTypes);
  });

  it('gives no link length to a network that counts links as they are written', () => {
    expect(limitsFor('bluesky', { ...nothingSaid, charactersPerUrl: 5 }).text).toEqual(networkFacts.bluesky.limits.text);
  });
});

interface Stated { readonly value: number & { readonly [key: string]: number } & { readonly default: number } }
type Sheet = Readonly<Record<string, { readonly text: Readonly<Record<string, Stated>>; readonly media: Readonly<Record<string, Stated>> }>>;

const sheetPath = join(process.env['LINNET_SHARED'] ?? join(import.meta.dirname, '../../../../../shared'), 'networks/limits.json');

/** Our number, and where the shared sheet of limits has it. */
const compared: readonly (readonly [string, number | null | undefined, (sheet: Sheet) => number | undefined])[] = [
  ['Bluesky graphemes', networkFacts.bluesky.limits.text[0]?.max, (s) => s['bluesky']?.text['post']?.value['graphemes']],
  ['Bluesky bytes', networkFacts.bluesky.limits.text[1]?.max, (s) => s['bluesky']?.text['post']?.value['utf8_bytes']],
  ['Bluesky images', networkFacts.bluesky.limits.media?.maxImages, (s) => s['bluesky']?.media['gallery']?.value['count_client_soft']],
  ['Bluesky image bytes', networkFacts.bluesky.limits.media?.maxBytes, (s) => s['bluesky']?.media['image']?.value['max_bytes']],
  ['Mastodon text', first('mastodon')?.max, (s) => s['mastodon']?.text['post']?.value.default],
  ['Mastodon alt text', networkFacts.mastodon.limits.altText?.max, (s) => s['mastodon']?.text['alt_text']?.value.default],
  ['Mastodon media', networkFacts.mastodon.limits.media?.maxImages, (s) => s['mastodon']?.media['count']?.value.default],
  ['Mastodon image bytes', networkFacts.mastodon.limits.media?.maxBytes, (s) => s['mastodon']?.media['image']?.value['max_bytes']],
  ['Mastodon image pixels', networkFacts.mastodon.limits.media?.maxPixels, (s) => s['mastodon']?.media['image']?.value['matrix_limit']],
  ['Mastodon poll choices', networkFacts.mastodon.limits.poll?.maxChoices, (s) => s['mastodon']?.text['poll']?.value['options']],
  ['Mastodon poll characters', networkFacts.mastodon.limits.poll?.maxCharacters, (s) => s['mastodon']?.text['poll']?.value['chars']],
  ['X text', first('x')?.max, (s) => s['x']?.text['post']?.value],
  ['X alt text', networkFacts.x.limits.altText?.max, (s) => s['x']?.text['alt_text']?.value],
  ['Facebook text', first('facebook')?.max, (s) => s['facebook_page']?.text['post']?.value],
  ['Instagram caption', first('instagram')?.max, (s) => s['instagram']?.text['caption']?.value],
  ['Threads text', first('threads')?.max, (s) => s['threads']?.text['post']?.value],
  ['LinkedIn commentary', first('linkedin')?.max, (s) => s['linkedin']?.text['commentary']?.value],
  ['LinkedIn alt text', networkFacts.linkedin.limits.altText?.max, (s) => s['linkedin']?.text['alt_text']?.value],
  ['LinkedIn image pixels', networkFacts.linkedin.limits.media?.maxPixels, (s) => s['linkedin']?.media['image']?.value['max_pixels']],
  ['Pinterest description', first('pinterest')?.max, (s) => s['pinterest']?.text['description']?.value],
  ['TikTok title', first('tiktok')?.max, (s) => s['tiktok']?.text['video_title']?.value],
  ['YouTube description', first('youtube')?.max, (s) => s['youtube']?.text['description']?.value],
];

const sheetIsHere = existsSync(sheetPath);

describe.runIf(sheetIsHere)('our numbers beside the shared sheet of limits (not run where it is not at hand)', () => {
  const sheet = sheetIsHere ? (JSON.parse(readFileSync(sheetPath, 'utf8')) as Sheet) : {};
  it.each(compared)('%s', (_name, ours, theirs) => {
    const stated = theirs(sheet);
    expect(stated).toBeTypeOf('number');
    expect(ours).toBe(stated);
  });
});
