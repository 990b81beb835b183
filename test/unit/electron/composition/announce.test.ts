import { describe, expect, it } from 'vitest';
import type { Need } from '#core/contract/publishing';
import type { PublicationState } from '#core/posts/states';
import { createAnnouncer } from '#electron/composition/announce';
import { usualPreferences } from '#electron/shell/preference-values';

const status = { paused: false, offline: false, publishing: 0, next: null, needsPerson: 0 };

function desktop(wishes: Partial<typeof usualPreferences> = {}) {
  const world = { needs: [] as Need[], recent: [] as { publicationId: string; postId: string; title: string; publishedAt: number }[], now: 1_000, preferences: { ...usualPreferences, ...wishes }, shown: 0, over: false };
  const told: (readonly [string, string])[] = [];
  const waiting: (() => void)[] = [];
  const { onTopics } = createAnnouncer({
    status: () => { if (world.over) throw new Error('The database connection is not open'); return status as never; }, needs: () => world.needs, recent: () => world.recent, now: () => world.now, preferences: () => world.preferences,
    notify: ({ title }, route) => { told.push([title, route]); }, showStatus: () => { world.shown += 1; }, soon: (fn) => { waiting.push(fn); }, isOver: () => world.over,
  });
  /** Something changed, and the moment has passed. */
  const changed = (...topics: Parameters<typeof onTopics>[0]): readonly (readonly [string, string])[] => {
    onTopics(topics);
    while (waiting.length > 0) waiting.shift()?.();
    return told.splice(0);
  };
  changed('publishing');
  world.shown = 0;
  return { world, changed, onTopics, waiting };
}

const post = (id: string, state: PublicationState): Need => ({ kind: 'publication', publication: { id, state, network: 'bluesky' }, title: 'Loaves' }) as Need;
const account = (problem: 'signed-out' | 'expiring' | 'disconnected'): Need => ({ kind: 'account', accountId: 'a', problem, network: 'mastodon', handle: '@wren' }) as Need;

describe('what the desktop is told', () => {
  it('is what newly needs a person, once, with the place that tells more', () => {
    const { world, changed } = desktop();
    world.needs = [post('p', 'unconfirmed'), post('q', 'failed'), post('r', 'missed')];
    expect(changed('publishing')).toEqual([['Bluesky gave no answer', '/publication/p'], ['Bluesky did not take a post', '/publication/q'], ['A post for Bluesky missed its time', '/publication/r']]);
    expect(changed('calendar')).toEqual([]);
    world.needs = [post('p', 'failed')];
    expect(changed('publishing')).toEqual([['Bluesky did not take a post', '/publication/p']]);
    // Mended, and in need again.
    world.needs = [];
    expect(changed('publishing')).toEqual([]);
    world.needs = [post('p', 'failed')];
    expect(changed('publishing')).toHaveLength(1);
  });

  it('is nothing once the file is closed, also of what changed just before', () => {
    const { world, onTopics, waiting } = desktop();
    world.needs = [post('p', 'failed')];
    onTopics(['publishing']);
    world.over = true;
    expect(waiting).toHaveLength(1);
    expect(() => { for (const look of waiting) look(); }).not.toThrow();
    expect(world.shown).toBe(0);
  });

  it('is an account that signs out, or soon will', () => {
    const { world, changed } = desktop();
    world.needs = [account('expiring')];
    expect(changed('accounts')).toEqual([['Mastodon signs @wren out soon', '/accounts']]);
    world.needs = [account('signed-out')];
    expect(changed('accounts')).toEqual([['Mastodon signed @wren out', '/accounts']]);
    world.needs = [account('disconnected')];
    expect(changed('accounts')).toEqual([]);
  });

  it('is what went out, once for a post whatever the number of its accounts, only when that is wished and only from then on', () => {
    const { world, changed } = desktop();
    const out = (publicationId: string, postId: string, publishedAt: number) => ({ publicationId, postId, title: 'Loaves', publishedAt });
    world.recent = [out('p1', 'p', 1_500)];
    world.now = 2_000;
    expect(changed('publishing')).toEqual([]);
    world.preferences = { ...world.preferences, notifyPublished: true };
    expect(changed('publishing')).toEqual([]);
    world.recent = [out('q2', 'q', 2_600), out('q1', 'q', 2_500), ...world.recent];
    expect(changed('publishing')).toEqual([['A post went out', '/publication/q1']]);
    world.recent = [out('q3', 'q', 2_700), ...world.recent, out('old', 'o', 10)];
    expect(changed('publishing')).toEqual([]);
  });

  it('is nothing that is not wished, nor what was there at the start', () => {
    const { world, changed } = desktop({ notifyProblems: false, notifyExpiring: false });
    world.needs = [post('p', 'failed'), account('signed-out'), account('expiring')];
    expect(changed('publishing', 'accounts')).toEqual([]);
    expect(world.shown).toBe(1);
  });

  it('is looked at once for many changes, and not for what does not matter', () => {
    const { world, changed, onTopics, waiting } = desktop();
    onTopics(['calendar']);
    onTopics(['accounts']);
    onTopics(['publishing']);
    expect(waiting).toHaveLength(1);
    changed();
    expect(world.shown).toBe(1);
    changed('media', 'posts', 'security');
    expect(world.shown).toBe(1);
    // The tray names the brand.
    changed('brands');
    expect(world.shown).toBe(2);
  });
});
