import { describe, expect, it } from 'vitest';
import { createAssetStore } from '#db/assets';
import { createPlanningWorld } from '#test/support/planning-world';

describe('a brand that asks for alt text', () => {
  it('schedules no post with a picture nobody described, and every other', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand();
    const asset = createAssetStore(w.db).add({ id: w.newId(), brandId: brand, hash: 'a'.repeat(64), fileName: 'bowl.jpg', mime: 'image/jpeg', bytes: 1000, width: 800, height: 600, animated: false, placeholder: null, alt: '', probe: null }, w.clock.now());
    const add = (alt: string) => w.value(w.posts.create({ brandId: brand, text: 'Bowls', plannedWall: null, accountIds: [w.addAccount(brand, 'bluesky')], media: [{ assetId: asset.id, alt }] }));
    const schedule = (post: { readonly id: string }) => w.planning.schedule({ postId: post.id, when: { kind: 'at', wall: '2026-11-23T10:00' }, skipProblems: false });
    const before = add('');
    expect(schedule(before)).toMatchObject({ ok: true });
    expect(w.value(w.brands.update({ id: brand, patch: { altRequired: true }, onZoneChange: 'keep-wall-time' })).altRequired).toBe(true);
    expect(schedule(add(''))).toMatchObject({ ok: false, error: { code: 'has-problems', params: { count: 1, code: 'alt-needed' } } });
    expect(schedule(add('A bowl'))).toMatchObject({ ok: true });
    expect(schedule(w.addPost(brand, [w.addAccount(brand, 'bluesky')]))).toMatchObject({ ok: true });
    // What was planned before stays planned.
    expect(w.value(w.posts.get(before.id)).publications.map(({ state }) => state)).toEqual(['scheduled']);
  });

  it('is off until somebody turns it on', () => {
    const w = createPlanningWorld();
    expect(w.rows.brands.byId(w.addBrand())?.altRequired).toBe(false);
  });
});
