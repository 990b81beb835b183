import { describe, expect, it } from 'vitest';
import { next, publicationEvents, publicationStates } from '#core/posts/states';
import { applyEvent } from '#db/publication-state';
import { createPlanningWorld } from '#test/support/planning-world';

describe('applyEvent', () => {
  it('moves a row exactly as the table says, and writes nothing where the table says no', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand();
    const id = w.addPost(brand, [w.addAccount(brand)]).publications[0]?.id ?? '';
    for (const state of publicationStates) {
      for (const event of publicationEvents) {
        w.sqlite.prepare('UPDATE publications SET state = ?, state_since = 1, problem_code = NULL, updated_at = 1 WHERE id = ?').run(state, id);
        const to = next(state, event);
        expect(applyEvent(w.db, id, event, { problemCode: 'x' }, 99)).toBe(to !== null);
        expect(w.publication(id)).toMatchObject({
          state: to ?? state, stateSince: to === null || to === state ? 1 : 99, problemCode: to === null ? null : 'x', updatedAt: to === null ? 1 : 99,
        });
      }
    }
  });

  it('lets only one of two callers through', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand();
    const id = w.addPost(brand, [w.addAccount(brand)]).publications[0]?.id ?? '';
    applyEvent(w.db, id, 'schedule', {}, 1);
    expect([applyEvent(w.db, id, 'claim', {}, 2), applyEvent(w.db, id, 'claim', {}, 2)]).toEqual([true, false]);
    expect(applyEvent(w.db, w.newId(), 'claim', {}, 2)).toBe(false);
  });

  it('begins nothing from the bin, but writes down an answer that comes late', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand();
    const id = w.addPost(brand, [w.addAccount(brand)]).publications[0]?.id ?? '';
    w.rows.publications.patch(id, { deletedAt: 5 }, 5);
    expect(applyEvent(w.db, id, 'schedule', {}, 6)).toBe(false);
    w.sqlite.prepare("UPDATE publications SET state = 'publishing' WHERE id = ?").run(id);
    expect(applyEvent(w.db, id, 'confirm', { publishedAt: 7 }, 7)).toBe(true);
    expect(applyEvent(w.db, id, 'claim', {}, 8)).toBe(false);
  });
});
