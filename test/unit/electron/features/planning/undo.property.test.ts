import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { createPlanningWorld, type PlanningWorld } from '#test/support/planning-world';

type Step =
  | { readonly kind: 'schedule' | 'move'; readonly post: number; readonly publication: number | null; readonly hour: number }
  | { readonly kind: 'slot' | 'unschedule' | 'remove'; readonly post: number; readonly publication: number | null }
  | { readonly kind: 'hold' | 'resume' | 'cancel'; readonly post: number; readonly publication: number };

const post = fc.nat({ max: 2 });
const publication = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('schedule' as const, 'move' as const), post, publication: fc.option(publication), hour: fc.integer({ min: 10, max: 23 }) }),
  fc.record({ kind: fc.constantFrom('slot' as const, 'unschedule' as const, 'remove' as const), post, publication: fc.option(publication) }),
  fc.record({ kind: fc.constantFrom('hold' as const, 'resume' as const, 'cancel' as const), post, publication }),
);

/** Each kind of step once, each of them allowed: chance alone seldom resumes what it held. */
const everyKind: Step[] = [
  { kind: 'schedule', post: 0, publication: null, hour: 10 }, { kind: 'move', post: 0, publication: null, hour: 11 }, { kind: 'hold', post: 0, publication: 1 }, { kind: 'resume', post: 0, publication: 1 },
  { kind: 'cancel', post: 0, publication: 2 }, { kind: 'unschedule', post: 0, publication: null }, { kind: 'slot', post: 0, publication: null }, { kind: 'remove', post: 0, publication: null },
];

/** Every row but the time of its last change, which an undo is itself. */
const rowsOf = ({ sqlite }: PlanningWorld): unknown => ['posts', 'publications'].map((table) =>
  sqlite.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table} ORDER BY id`).all().map(({ updated_at: _when, ...row }) => row));

function run(world: PlanningWorld, posts: readonly { readonly id: Id; readonly publications: readonly { readonly id: Id }[] }[], one: Step): AppResult<{ readonly undoId: Id }> {
  const target = posts[one.post];
  const chosen = one.publication === null ? undefined : target?.publications[one.publication]?.id;
  if (target === undefined) throw new Error('no such post');
  const publicationIds = chosen === undefined ? undefined : [chosen];
  switch (one.kind) {
    case 'schedule': return world.planning.schedule({ postId: target.id, publicationIds, when: { kind: 'at', wall: `2026-11-23T${one.hour}:00` }, skipProblems: false });
    case 'slot': return world.planning.schedule({ postId: target.id, publicationIds, when: { kind: 'slot' }, skipProblems: false });
    case 'move': return world.planning.move({ postId: target.id, publicationIds, wall: `2026-11-24T${one.hour}:30` });
    case 'unschedule': return world.planning.unschedule({ postId: target.id, publicationIds });
    case 'remove': return world.posts.remove([target.id]);
    default: return world.planning[one.kind]([chosen ?? '']);
  }
}

describe('undo', () => {
  it('gives the original rows back after any planning steps, undone in reverse', () => {
    const seen = new Set<string>();
    fc.assert(fc.property(fc.array(step, { maxLength: 14 }), fc.boolean(), (steps, published) => {
      const world = createPlanningWorld();
      const brand = world.addBrand();
      const accounts = [world.addAccount(brand), world.addAccount(brand), world.addAccount(brand)];
      world.setSlots(accounts[0] ?? '', [{ weekday: 1, time: '09:30' }, { weekday: 4, time: '18:00' }]);
      const posts = [world.addPost(brand, accounts), world.addPost(brand, accounts, 'Second', '2026-11-25T12:00'), world.addPost(brand, accounts.slice(0, 1))];
      const already = posts[1]?.publications[1]?.id;
      if (published && already !== undefined) world.publish(already);
      const before = rowsOf(world);
      const undos: Id[] = [];
      for (const one of steps) {
        const done = run(world, posts, one);
        if (!done.ok) continue;
        undos.push(done.value.undoId);
        seen.add(one.kind);
      }
      for (const undoId of undos.reverse()) expect(world.planning.undo(undoId)).toEqual({ ok: true, value: null });
      expect(rowsOf(world)).toEqual(before);
      world.sqlite.close();
    }), { numRuns: 150, examples: [[everyKind, false]] });
    expect([...seen].sort()).toEqual(['cancel', 'hold', 'move', 'remove', 'resume', 'schedule', 'slot', 'unschedule']);
  }, 600_000);

  it('works once', () => {
    const world = createPlanningWorld();
    const brand = world.addBrand();
    const draft = world.addPost(brand, [world.addAccount(brand)]);
    const { undoId } = world.value(world.planning.move({ postId: draft.id, wall: '2026-11-24T10:00' }));
    expect(world.planning.undo(undoId).ok).toBe(true);
    expect(world.planning.undo(undoId)).toMatchObject({ error: { code: 'nothing-to-undo' } });
  });

  it('is outdated when the plan went on since, and then changes nothing', () => {
    const world = createPlanningWorld();
    const brand = world.addBrand();
    const draft = world.addPost(brand, [world.addAccount(brand)]);
    const first = world.value(world.planning.schedule({ postId: draft.id, when: { kind: 'at', wall: '2026-11-23T10:00' }, skipProblems: false }));
    world.value(world.planning.move({ postId: draft.id, wall: '2026-11-24T10:00' }));
    const before = rowsOf(world);
    expect(world.planning.undo(first.undoId)).toMatchObject({ error: { code: 'undo-outdated' } });
    expect(rowsOf(world)).toEqual(before);
  });

  it('never takes back what was published, nor what is being sent', () => {
    const world = createPlanningWorld();
    const brand = world.addBrand();
    const draft = world.addPost(brand, [world.addAccount(brand)]);
    const id = draft.publications[0]?.id ?? '';
    const { undoId } = world.value(world.planning.schedule({ postId: draft.id, when: { kind: 'now' }, skipProblems: false }));
    expect(world.rows.publications.apply(id, 'claim', { committedAt: world.clock.now() }, world.clock.now())).toBe(true);
    expect(world.planning.undo(undoId)).toMatchObject({ error: { code: 'undo-outdated' } });
    world.rows.publications.apply(id, 'confirm', { publishedAt: world.clock.now() }, world.clock.now());
    expect(world.planning.undo(undoId)).toMatchObject({ error: { code: 'undo-outdated' } });
    expect(world.publication(id).state).toBe('published');
  });

  it('is not outdated by typing in between, which it leaves alone', () => {
    const world = createPlanningWorld();
    const brand = world.addBrand();
    const draft = world.addPost(brand, [world.addAccount(brand)]);
    const { undoId } = world.value(world.planning.schedule({ postId: draft.id, when: { kind: 'at', wall: '2026-11-23T10:00' }, skipProblems: false }));
    const own = draft.publications.map(({ accountId, thread, options }) => ({ accountId, text: null, media: null, thread, options }));
    world.value(world.posts.save({ id: draft.id, version: draft.version, text: 'Newly typed', media: [], publications: own }));
    expect(world.planning.undo(undoId).ok).toBe(true);
    expect(world.value(world.posts.get(draft.id))).toMatchObject({ text: 'Newly typed', publications: [{ state: 'draft', dueAt: null }] });
  });

  it('brings a post back from the bin as it was planned, but not an attempt that was stopped for it', () => {
    const world = createPlanningWorld();
    const brand = world.addBrand();
    const draft = world.addPost(brand, [world.addAccount(brand)]);
    const id = draft.publications[0]?.id ?? '';
    world.value(world.planning.schedule({ postId: draft.id, when: { kind: 'now' }, skipProblems: false }));
    world.rows.publications.apply(id, 'claim', {}, world.clock.now());
    const { undoId } = world.value(world.posts.remove([draft.id]));
    expect(world.publication(id)).toMatchObject({ state: 'cancelled' });
    world.value(world.planning.undo(undoId));
    expect(world.publication(id)).toMatchObject({ state: 'scheduled', deletedAt: null, wakeAt: world.clock.now() });
  });
});
