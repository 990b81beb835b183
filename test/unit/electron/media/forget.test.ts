import { describe, expect, it } from 'vitest';
import { createTestMedia, filesUnder } from '#test/support/media-library';
import { photo } from '#test/support/pictures';
import { SEED_BRAND } from '#test/support/seed-posts';
import { tempFolder } from '#test/support/temp-folder';

const OTHER = '33333333-3333-7333-8333-333333333333';

describe('forgetting pictures', () => {
  it('takes the original and all that was made from it, and leaves every other picture', async () => {
    const folder = tempFolder();
    const { bring, renditions, library } = createTestMedia(folder);
    const gone = await bring(await photo(300, 200));
    const stays = await bring(await photo(310, 200));
    if (!gone.ok || !stays.ok) throw new Error('not imported');
    for (const width of [64, 160] as const) for (const asset of [gone, stays]) expect((await renditions.thumbnail(asset.value.hash, width)).ok).toBe(true);
    expect(filesUnder(folder).filter((name) => name.startsWith(gone.value.hash))).toHaveLength(3);
    await library.forget(gone.value.hash);
    await library.forget(gone.value.hash);
    await library.forget('../../elsewhere');
    expect(filesUnder(folder).filter((name) => name.startsWith(gone.value.hash))).toEqual([]);
    expect(filesUnder(folder).filter((name) => name.startsWith(stays.value.hash))).toHaveLength(3);
  });

  it('is for pictures that no other brand has, not even in its bin', async () => {
    const { bring, store, media, sqlite } = createTestMedia(tempFolder());
    sqlite.prepare("INSERT INTO brands (id, name, colour, time_zone, lateness_limit_ms, created_at, updated_at) VALUES (?, 'Other', 'moss', 'UTC', 3600000, 0, 0)").run(OTHER);
    const shared = await photo(40, 40);
    const own = await bring(await photo(50, 40));
    await bring(shared);
    const theirs = await media.importMedia({ brandId: OTHER, fileName: 'x.jpg', source: { kind: 'bytes', bytes: shared } });
    if (!own.ok || !theirs.ok) throw new Error('not imported');
    sqlite.prepare('UPDATE assets SET deleted_at = 1 WHERE id = ?').run(theirs.value.id);
    expect(store.hashesOnlyOf(SEED_BRAND)).toEqual([own.value.hash]);
    expect(store.hashesOnlyOf(OTHER)).toEqual([]);
  });
});
