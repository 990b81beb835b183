import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Post } from '#core/contract/posts';
import { sanitiseText } from '#core/text';
import { createPlanningWorld } from '#test/support/planning-world';

function world() {
  const w = createPlanningWorld();
  const brand = w.addBrand();
  const accounts = [w.addAccount(brand), w.addAccount(brand)];
  const post = w.addPost(brand, accounts, 'First words');
  return { ...w, brand, accounts, post };
}
const ownOf = (post: Post) => post.publications.map(({ accountId, text, media, thread, options }) => ({ accountId, text, media, thread, options }));
const plain = (accountId: string) => ({ accountId, text: null, media: null, thread: [], options: {} });

describe('save', () => {
  it('keeps everything that was ever typed: each save that changed something is a revision', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string({ maxLength: 30 }), fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('', 'same', 'شكرا', '👩‍👩‍👧')), { maxLength: 12 }), fc.infiniteStream(fc.boolean()), (texts, stale) => {
      const w = world();
      let { version } = w.post;
      const typed: string[] = ['First words'];
      for (const raw of texts) {
        const { text } = sanitiseText(raw);
        const done = w.posts.save({ id: w.post.id, version: stale.next().value === true ? version : version - 1, text, media: [], publications: ownOf(w.post) });
        typed.push(text);
        if (done.ok) version = done.value.version;
        else expect(done.error.code).toBe('stale-version');
      }
      const kept = new Set(w.posts.revisions(w.post.id).map(({ id }) => w.value(w.posts.revision(id)).text));
      for (const text of typed) expect(kept).toContain(text);
      w.sqlite.close();
    }), { numRuns: 60 });
  }, 600_000);

  it('answers the new version, the title, and the publications with their ids', () => {
    const w = world();
    const saved = w.value(w.posts.save({ id: w.post.id, version: 1, text: '\n  Kiln day\nmore', media: [], publications: ownOf(w.post) }));
    expect(saved).toMatchObject({ version: 2, title: 'Kiln day', savedAt: w.clock.now() });
    expect(saved.publications.map(({ id }) => id)).toEqual(w.post.publications.map(({ id }) => id));
  });

  it('says nothing changed when nothing did: no revision, no new version', () => {
    const w = world();
    expect(w.value(w.posts.save({ id: w.post.id, version: 1, text: 'First words', media: [], publications: ownOf(w.post) })).version).toBe(1);
    expect(w.value(w.posts.get(w.post.id)).revisionCount).toBe(1);
  });

  it('keeps both when two windows saved the same version', () => {
    const w = world();
    w.value(w.posts.save({ id: w.post.id, version: 1, text: 'winner', media: [], publications: ownOf(w.post) }));
    const late = { id: w.post.id, version: 1, text: 'loser', media: [], publications: ownOf(w.post) };
    expect(w.posts.save(late)).toMatchObject({ error: { code: 'stale-version' } });
    expect(w.posts.save(late)).toMatchObject({ error: { code: 'stale-version' } });
    expect(w.value(w.posts.get(w.post.id)).text).toBe('winner');
    expect(w.posts.revisions(w.post.id).map(({ title }) => title)).toEqual(['loser', 'winner', 'First words']);
  });

  it('keeps what was typed for a post that went to the bin meanwhile', () => {
    const w = world();
    w.value(w.posts.remove([w.post.id]));
    expect(w.posts.save({ id: w.post.id, version: 1, text: 'too late', media: [], publications: [] })).toMatchObject({ error: { code: 'not-found' } });
    expect(w.posts.revisions(w.post.id)[0]?.title).toBe('too late');
  });

  it('takes an account away while nothing went there, and gives the same publication back', () => {
    const w = world();
    const [first, second] = w.post.publications;
    w.value(w.planning.schedule({ postId: w.post.id, when: { kind: 'at', wall: '2026-11-23T10:00' }, skipProblems: false }));
    const saved = w.value(w.posts.save({ id: w.post.id, version: 1, text: 'First words', media: [], publications: [plain(w.accounts[0] ?? '')] }));
    expect(saved.publications.map(({ id }) => id)).toEqual([first?.id]);
    expect(w.publication(second?.id ?? '')).toMatchObject({ state: 'draft', dueAt: null, wakeAt: null });
    const again = w.value(w.posts.save({ id: w.post.id, version: saved.version, text: 'First words', media: [], publications: w.accounts.map(plain) }));
    expect(again.publications.map(({ id, state }) => [id, state])).toEqual([[first?.id, 'scheduled'], [second?.id, 'draft']]);
  });

  it('leaves what was sent as it was sent, also when it said the same as the base', () => {
    const w = world();
    const sent = w.post.publications[0]?.id ?? '';
    w.publish(sent);
    const saved = w.value(w.posts.save({
      id: w.post.id, version: 1, text: 'Second words', media: [], publications: [{ ...plain(w.accounts[0] ?? ''), text: 'rewritten history' }, plain(w.accounts[1] ?? '')],
    }));
    expect(saved.publications[0]).toMatchObject({ id: sent, state: 'published', text: 'First words', media: [] });
    expect(saved.publications[1]).toMatchObject({ text: null });
    const kept = w.value(w.posts.save({ id: w.post.id, version: saved.version, text: 'Third', media: [], publications: [] }));
    expect(kept.publications).toMatchObject([{ id: sent, text: 'First words' }]);
  });

  it('throws away what was prepared for the old words, and wakes the publisher', () => {
    const w = world();
    const id = w.post.publications[0]?.id ?? '';
    w.value(w.planning.schedule({ postId: w.post.id, when: { kind: 'at', wall: '2026-11-23T10:00' }, skipProblems: false }));
    w.rows.publications.patch(id, { preparedAt: 5, saved: { media: ['m1'] }, wakeAt: Date.UTC(2026, 10, 23, 10) }, w.clock.now());
    const wakes = w.wakes();
    w.value(w.posts.save({ id: w.post.id, version: 1, text: 'New words', media: [], publications: ownOf(w.post) }));
    expect(w.publication(id)).toMatchObject({ state: 'scheduled', preparedAt: null, saved: {}, wakeAt: Date.UTC(2026, 10, 23, 9, 55) });
    expect(w.wakes()).toBe(wakes + 1);
  });

  it('refuses accounts and labels of another brand, and keeps the words', () => {
    const w = world();
    const elsewhere = w.addAccount(w.addBrand('Other'));
    expect(w.posts.save({ id: w.post.id, version: 1, text: 'mixed', media: [], publications: [plain(elsewhere)] })).toMatchObject({ error: { code: 'not-found' } });
    expect(w.posts.revisions(w.post.id)[0]?.title).toBe('mixed');
    expect(w.posts.save({ id: w.post.id, version: 1, text: 'mixed', media: [], publications: ownOf(w.post), labelIds: [w.newId()] })).toMatchObject({ error: { code: 'not-found' } });
  });

  it('takes a hundred thousand characters', () => {
    const w = world();
    const text = '😀'.repeat(50_000);
    w.value(w.posts.save({ id: w.post.id, version: 1, text, media: [], publications: ownOf(w.post) }));
    expect(w.value(w.posts.get(w.post.id)).text).toBe(text);
  });
});

describe('revisions', () => {
  it('restore what was said, and that too can be taken back', () => {
    const w = world();
    const two = w.value(w.posts.save({ id: w.post.id, version: 1, text: 'Second', media: [], publications: [{ ...plain(w.accounts[0] ?? ''), text: 'own words' }] }));
    expect(two.publications).toHaveLength(1);
    const first = w.posts.revisions(w.post.id).at(-1);
    const restored = w.value(w.posts.restoreRevision(first?.id ?? ''));
    expect(restored).toMatchObject({ text: 'First words', version: 3, publications: [{ text: null }, { text: null }] });
    const list = w.posts.revisions(w.post.id);
    expect(list.map(({ reason }) => reason)).toEqual(['restore', 'typing', 'created']);
    expect(w.value(w.posts.restoreRevision(list[1]?.id ?? ''))).toMatchObject({ text: 'Second', publications: [{ text: 'own words' }] });
  });

  it('leave out an account that is gone', () => {
    const w = world();
    const first = w.posts.revisions(w.post.id)[0]?.id ?? '';
    w.value(w.posts.save({ id: w.post.id, version: 1, text: 'Second', media: [], publications: [plain(w.accounts[0] ?? '')] }));
    w.sqlite.prepare('UPDATE accounts SET deleted_at = 1 WHERE id = ?').run(w.accounts[1]);
    expect(w.value(w.posts.restoreRevision(first)).publications).toHaveLength(1);
  });
});

describe('bin and tray', () => {
  it('a deleted post leaves plan, tray and search, and comes back whole', () => {
    const w = world();
    w.value(w.planning.schedule({ postId: w.post.id, when: { kind: 'at', wall: '2026-11-23T10:00' }, skipProblems: false }));
    w.value(w.posts.remove([w.post.id]));
    expect(w.planning.calendar({ brandId: w.brand, from: 0, to: 8e15 })).toEqual([]);
    expect(w.search({ brandId: w.brand, query: 'words', limit: 5 })).toEqual([]);
    expect(w.posts.bin({ brandId: w.brand, query: '', limit: 10 })).toMatchObject([{ id: w.post.id, networks: ['practice'], deletedAt: w.clock.now() }]);
    w.value(w.posts.restore([w.post.id]));
    expect(w.value(w.posts.get(w.post.id)).publications.map(({ state, dueAt }) => [state, dueAt])).toEqual([['draft', null], ['draft', null]]);
    expect(w.posts.drafts({ brandId: w.brand, query: '', limit: 5 })).toMatchObject([{ id: w.post.id }]);
  });

  it('what a save took away before stays away when the post comes back', () => {
    const w = world();
    w.value(w.posts.save({ id: w.post.id, version: 1, text: 'First words', media: [], publications: [plain(w.accounts[0] ?? '')] }));
    w.value(w.posts.remove([w.post.id]));
    w.value(w.posts.restore([w.post.id]));
    expect(w.value(w.posts.get(w.post.id)).publications).toHaveLength(1);
  });

  it('the tray can be searched, without regard to case, and by an emoji', () => {
    const w = world();
    w.addPost(w.brand, [], 'Über den Markt 🎉');
    expect(w.posts.drafts({ brandId: w.brand, query: 'uber mar', limit: 5 })).toHaveLength(1);
    expect(w.posts.drafts({ brandId: w.brand, query: '🎉', limit: 5 })).toHaveLength(1);
    expect(w.posts.drafts({ brandId: w.brand, query: '100%', limit: 5 })).toHaveLength(0);
    expect(w.posts.drafts({ brandId: w.brand, query: '', limit: 5 })).toHaveLength(2);
  });

  it('a copy says the same, has the labels, and no time', () => {
    const w = world();
    const label = w.value(w.labels.save({ brandId: w.brand, name: 'Shop', colour: 'sky' }));
    w.value(w.planning.setLabels(w.post.id, [label.id]));
    w.value(w.planning.schedule({ postId: w.post.id, when: { kind: 'at', wall: '2026-11-23T10:00' }, skipProblems: false }));
    expect(w.value(w.posts.duplicate(w.post.id))).toMatchObject({ text: 'First words', plannedAt: null, labels: [{ name: 'Shop' }], publications: [{ state: 'draft', dueAt: null }, { state: 'draft' }] });
  });
});
