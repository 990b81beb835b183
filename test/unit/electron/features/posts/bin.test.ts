import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Id } from '#core/ids';
import { createMetricsStore } from '#db/metrics';
import { createPlanningWorld, type PlanningWorld } from '#test/support/planning-world';

function world() {
  const w = createPlanningWorld();
  const brand = w.addBrand();
  const account = w.addAccount(brand);
  return { ...w, brand, account };
}
const bin = (w: PlanningWorld, query = '', brandId: Id | null = null) => w.posts.bin({ brandId, query, limit: 100 });
const rowsOf = (w: PlanningWorld, postId: Id): number => ['posts WHERE id', 'publications WHERE post_id', 'revisions WHERE post_id', 'post_labels WHERE post_id', 'post_search WHERE post_id']
  .reduce((sum, where) => sum + Number(w.sqlite.prepare(`SELECT count(*) FROM ${where} = ?`).pluck().get(postId)), 0);

describe('the bin', () => {
  it('shows every brand, last deleted first, and finds words of any case and of any version', () => {
    const w = world();
    const other = w.addBrand('Quiet Fern');
    const one = w.addPost(w.brand, [w.account], 'ÄPFEL from the garden');
    w.value(w.posts.save({ id: one.id, version: 1, text: one.text, media: [], publications: [{ accountId: w.account, text: 'Pears for them', media: null, thread: [], options: {} }] }));
    const two = w.addPost(other, [], 'Ferns');
    w.value(w.posts.remove([one.id]));
    w.clock.jump(1_000);
    w.value(w.posts.remove([two.id]));
    expect(bin(w).map(({ id, brandId }) => [id, brandId])).toEqual([[two.id, other], [one.id, w.brand]]);
    expect(bin(w, '', w.brand).map(({ id }) => id)).toEqual([one.id]);
    for (const words of ['äpfel', 'PEARS', ' from the ']) expect(bin(w, words).map(({ id }) => id)).toEqual([one.id]);
    expect(bin(w, 'plums')).toEqual([]);
  });

  it('keeps what lies in it, however old it is', () => {
    const w = world();
    const post = w.addPost(w.brand, [w.account]);
    w.value(w.posts.remove([post.id]));
    w.clock.jump(20 * 365 * 86_400_000);
    w.planning.recomputeZones('another');
    expect(bin(w).map(({ id }) => id)).toEqual([post.id]);
    expect(w.posts.restore([post.id]).ok).toBe(true);
  });

  it('deletes for good only from the bin, and then nothing of it is left but the log', () => {
    const w = world();
    const label = w.value(w.labels.save({ brandId: w.brand, name: 'Shop', colour: 'sky' }));
    const [gone, stays] = [w.addPost(w.brand, [w.account]), w.addPost(w.brand, [w.account])];
    w.value(w.planning.setLabels(gone.id, [label.id]));
    const { undoId } = w.value(w.posts.remove([gone.id]));
    expect(w.posts.deleteForGood([stays.id])).toMatchObject({ error: { code: 'not-found' } });
    expect(w.posts.deleteForGood([gone.id, stays.id])).toEqual({ ok: true, value: { deleted: 1, kept: 0 } });
    expect(rowsOf(w, gone.id)).toBe(0);
    expect(rowsOf(w, stays.id)).toBeGreaterThan(2);
    expect(w.activity.filter(({ postId }) => postId === gone.id).map(({ code }) => code)).toContain('post-deleted-for-good');
    expect(w.planning.undo(undoId)).toMatchObject({ ok: false, error: { code: 'undo-outdated' } });
  });

  it('never forgets what a network may still be working on', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('draft', 'publishing', 'unconfirmed', 'published', 'held-by-network'), { minLength: 1, maxLength: 8 }), (kinds) => {
      const w = world();
      const posts = kinds.map((kind) => {
        const post = w.addPost(w.brand, [w.account]);
        const id = post.publications[0]?.id ?? '';
        if (kind === 'published') w.publish(id);
        if (kind === 'publishing' || kind === 'unconfirmed') {
          w.sqlite.prepare('UPDATE publications SET state = ?, committed_at = 1 WHERE id = ?').run(kind, id);
        }
        if (kind === 'held-by-network') w.sqlite.prepare("UPDATE publications SET native_ref = 'n1' WHERE id = ?").run(id);
        return { id: post.id, may: kind === 'draft' || kind === 'published' };
      });
      w.value(w.posts.remove(posts.map(({ id }) => id)));
      expect(w.posts.emptyBin(null)).toEqual({ ok: true, value: { deleted: posts.filter(({ may }) => may).length, kept: posts.filter(({ may }) => !may).length } });
      expect(new Set(bin(w).map(({ id }) => id))).toEqual(new Set(posts.filter(({ may }) => !may).map(({ id }) => id)));
      w.sqlite.close();
    }), { numRuns: 25 });
  });

  it('empties one brand without touching another, and says when there was nothing', () => {
    const w = world();
    const other = w.addBrand('Quiet Fern');
    const [mine, theirs] = [w.addPost(w.brand, []), w.addPost(other, [])];
    w.value(w.posts.remove([mine.id, theirs.id]));
    expect(w.posts.emptyBin(w.brand)).toEqual({ ok: true, value: { deleted: 1, kept: 0 } });
    expect(bin(w).map(({ id }) => id)).toEqual([theirs.id]);
    expect(w.posts.emptyBin(w.brand)).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('lets counts that come too late fall', () => {
    const w = world();
    const post = w.addPost(w.brand, [w.account]);
    const publicationId = post.publications[0]?.id ?? '';
    w.publish(publicationId);
    w.value(w.posts.remove([post.id]));
    w.value(w.posts.deleteForGood([post.id]));
    const metrics = createMetricsStore(w.db);
    metrics.add([{ publicationId, at: 1, likes: 3, reposts: null, replies: null, quotes: null, views: null }]);
    expect(metrics.of(publicationId)).toEqual([]);
  });

  it('has the removed brands, not their posts', () => {
    const w = world();
    const post = w.addPost(w.brand, []);
    w.value(w.posts.remove([post.id]));
    w.value(w.brands.remove(w.brand));
    expect(w.brands.bin()).toMatchObject([{ id: w.brand, deletedAt: w.clock.now() }]);
    expect(bin(w)).toEqual([]);
    w.value(w.brands.restore(w.brand));
    expect([w.brands.bin(), bin(w).length]).toEqual([[], 1]);
  });
});

describe('a new draft that was left empty', () => {
  it('goes without the bin and without a trace', () => {
    const w = world();
    const post = w.addPost(w.brand, [w.account], '', '2026-11-30T10:00');
    expect(w.posts.discard({ id: post.id, version: 1 })).toEqual({ ok: true, value: null });
    expect([rowsOf(w, post.id), bin(w).length, w.posts.drafts({ brandId: w.brand, query: '', limit: 5 }).length]).toEqual([0, 0, 0]);
  });

  it('stays when anything was ever done to it', () => {
    const w = world();
    const written = w.addPost(w.brand, [w.account], 'One word');
    const edited = w.addPost(w.brand, [w.account], '');
    w.value(w.posts.save({ id: edited.id, version: 1, text: 'typed', media: [], publications: [] }));
    w.value(w.posts.save({ id: edited.id, version: 2, text: '', media: [], publications: [] }));
    const sent = w.addPost(w.brand, [w.account], '');
    w.publish(sent.publications[0]?.id ?? '');
    const binned = w.addPost(w.brand, [], '');
    w.value(w.posts.remove([binned.id]));
    w.clock.jump(1_000);
    const planned = w.addPost(w.brand, [w.account], '');
    const labelled = w.addPost(w.brand, [w.account], '');
    w.clock.jump(1_000);
    w.value(w.planning.move({ postId: planned.id, wall: '2026-12-01T10:00' }));
    w.value(w.planning.setLabels(labelled.id, [w.value(w.labels.save({ brandId: w.brand, name: 'Ideas', colour: 'moss' })).id]));
    for (const [id, version] of [[written.id, 1], [edited.id, 3], [edited.id, 1], [sent.id, 1], [binned.id, 1], [planned.id, 1], [labelled.id, 1]] as const) {
      expect(w.posts.discard({ id, version })).toMatchObject({ ok: false, error: { code: 'not-allowed-now' } });
    }
    expect(w.sqlite.prepare('SELECT count(*) FROM posts').pluck().get()).toBe(6);
  });
});
