import { describe, expect, it } from 'vitest';
import { createUndoRows, UNDO_KEPT } from '#db/undo';
import { createMemoryDb } from '#test/support/memory-db';

describe('undo journal', () => {
  it('keeps the newest hundred by order of writing, also when the clock is set back', () => {
    const { db } = createMemoryDb();
    const undo = createUndoRows(db);
    const ids = Array.from({ length: UNDO_KEPT + 20 }, (_, i) => `id-${String(i).padStart(4, '0')}`);
    ids.forEach((id, i) => undo.add({ id, at: 10_000 - i, kind: 'move', entry: { posts: [], publications: [] } }));
    expect(ids.filter((id) => undo.byId(id) !== null)).toEqual(ids.slice(20));
  });
});
