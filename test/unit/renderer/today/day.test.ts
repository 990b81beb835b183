import { describe, expect, it } from 'vitest';
import type { Chip } from '#core/contract/planning';
import type { RecentPost } from '#core/contract/publishing';
import type { NetworkId } from '#core/networks';
import type { PublicationState } from '#core/posts/states';
import { countsOf, dayLine, engagementOf, nextDays, pathOf, recentPosts, recentShown, trouble } from '#renderer/screens/today/day';

const at = Date.UTC(2026, 9, 13, 8, 30);
const words = { network: (network: NetworkId) => network, outcome: (code: string) => `because ${code}` };

const chip = (state: PublicationState, publications: readonly (readonly [NetworkId, PublicationState, string?])[], time = at): Chip => ({
  key: `${state}@${time}`, postId: `post-${state}`, brandId: 'b', at: time, wall: '2026-10-13T09:30', title: 'T', thumbHash: null, state, labelIds: [],
  publications: publications.map(([network, its, problemCode = null], index) => ({ id: `${network}-${index}`, accountId: 'a', network, state: its, problemCode, nativeRef: null })),
});
const recent = (postId: string, publishedAt: number, counts: Partial<RecentPost> = {}): RecentPost =>
  ({ publicationId: `${postId}/${publishedAt}`, postId, title: postId, network: 'bluesky', publishedAt, thumbHash: null, likes: null, reposts: null, replies: null, views: null, ...counts });

describe('the line over the day', () => {
  it('counts each post once, by its worst state', () => {
    expect(dayLine([chip('published', []), chip('published', []), chip('failed', []), chip('scheduled', []), chip('hold', [])])).toBe('2 out, 1 failed, 1 to come, 1 on hold');
    expect(dayLine([])).toBe('');
  });
});

describe('where a row leads', () => {
  it('is the worst publication when something has happened to it, else the composer', () => {
    expect(pathOf(chip('unconfirmed', [['mastodon', 'published'], ['bluesky', 'unconfirmed']]))).toBe('/publication/bluesky-1');
    expect(pathOf(chip('published', [['mastodon', 'published']]))).toBe('/publication/mastodon-0');
    expect(pathOf(chip('scheduled', [['mastodon', 'scheduled']]))).toBe('/compose/post-scheduled');
    expect(pathOf(chip('hold', [['mastodon', 'hold'], ['bluesky', 'published']]))).toBe('/compose/post-hold');
  });
});

describe('what is said at the right of a row in trouble', () => {
  it('names the network when the others did well', () => {
    expect(trouble(chip('unconfirmed', [['mastodon', 'published'], ['bluesky', 'unconfirmed', 'no-answer']]), words)).toBe('bluesky unconfirmed');
  });
  it('names the reason when all of it failed', () => {
    expect(trouble(chip('failed', [['bluesky', 'failed', 'too-long']]), words)).toBe('because too-long');
    expect(trouble(chip('failed', [['bluesky', 'failed']]), words)).toBe('Failed');
    expect(trouble(chip('missed', [['bluesky', 'missed']]), words)).toBe('Missed');
  });
});

describe('results', () => {
  it('are summed over the publications of a post, newest post first', () => {
    const groups = recentPosts([recent('old', at - 2), recent('new', at, { likes: 3, replies: 0 }), recent('new', at - 1, { likes: 4 })], 5);
    expect(groups.map(({ postId, likes, replies, reposts }) => ({ postId, likes, replies, reposts }))).toEqual([
      { postId: 'new', likes: 7, replies: 0, reposts: null }, { postId: 'old', likes: null, replies: null, reposts: null },
    ]);
    expect(recentPosts([recent('a', 1), recent('b', 2)], 1)).toHaveLength(1);
  });
  it('are shown by whole posts, and say when there are older ones', () => {
    const few = [recent('b', at), recent('a', at - 1)];
    expect(recentShown(few, { asked: 12, max: 6 })).toMatchObject({ groups: [{ postId: 'b' }, { postId: 'a' }], more: false });
    expect(recentShown(few, { asked: 12, max: 1 })).toMatchObject({ groups: [{ postId: 'b' }], more: true });
    // As many as were asked for: of the oldest post a part may be missing, so its sums would be wrong.
    expect(recentShown([recent('b', at), recent('a', at - 1), recent('a', at - 2)], { asked: 3, max: 6 })).toMatchObject({ groups: [{ postId: 'b' }], more: true });
    expect(recentShown([recent('a', at - 1), recent('a', at - 2)], { asked: 2, max: 6 })).toMatchObject({ groups: [{ postId: 'a' }], more: true });
  });
  it('claim no engagement where one of the networks does not count views', () => {
    expect(engagementOf(countsOf([recent('a', 1, { likes: 5, views: 100 }), recent('a', 2, { likes: 5 })]))).toBeNull();
    expect(engagementOf(countsOf([recent('a', 1, { likes: 5, views: 100 }), recent('a', 2, { replies: 1, views: 20 })]))).toBe(6 / 120);
    expect(engagementOf(countsOf([recent('a', 1, { likes: 0, views: 0 })]))).toBeNull();
  });
});

describe('the next seven days', () => {
  it('begin tomorrow, by the clocks of the zone, without what was cancelled', () => {
    const lateInLondon = Date.UTC(2026, 9, 14, 23, 30);
    const days = nextDays([chip('scheduled', [], lateInLondon), chip('draft', [], lateInLondon), chip('cancelled', [], lateInLondon)], '2026-10-13', 'Europe/London');
    expect(days.map(({ date }) => date)).toEqual(['2026-10-14', '2026-10-15', '2026-10-16', '2026-10-17', '2026-10-18', '2026-10-19', '2026-10-20']);
    expect(days[1]).toEqual({ date: '2026-10-15', posts: 1, waiting: 1 });
    expect(days[0]).toEqual({ date: '2026-10-14', posts: 0, waiting: 0 });
  });
});
