import { describe, expect, it } from 'vitest';
import { createPlanningWorld, inHours } from '#test/support/planning-world';

describe('brands', () => {
  it('refuse a name that is empty or taken and a zone nobody knows', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand('Harrow');
    const make = (name: string, timeZone = 'UTC') => w.brands.create({ name, colour: 'clay', timeZone });
    expect(make('  ')).toMatchObject({ error: { code: 'name-empty' } });
    expect(make(' harrow ')).toMatchObject({ error: { code: 'name-taken' } });
    expect(make('Other', 'Mars/Olympus')).toMatchObject({ error: { code: 'zone-unknown' } });
    expect(make('Other', '+02:00')).toMatchObject({ error: { code: 'zone-unknown' } });
    expect(w.brands.update({ id: brand, patch: { name: 'Harrow', colour: 'sky' }, onZoneChange: 'keep-instant' })).toMatchObject({ value: { colour: 'sky' } });
    expect(w.brands.update({ id: w.newId(), patch: {}, onZoneChange: 'keep-instant' })).toMatchObject({ error: { code: 'not-found' } });
  });

  it('refuse a logo that is in the library of another brand, or in none', () => {
    const w = createPlanningWorld();
    const [brand, other] = [w.addBrand('One'), w.addBrand('Two')];
    const asset = (brandId: string): string => {
      const id = w.newId();
      w.sqlite.prepare("INSERT INTO assets (id, brand_id, hash, file_name, mime, bytes, width, height, status, created_at, updated_at) VALUES (?, ?, ?, 'a.png', 'image/png', 1, 1, 1, 'ok', 0, 0)").run(id, brandId, id);
      return id;
    };
    const [own, theirs] = [asset(brand), asset(other)];
    const update = (logoAssetId: string | null) => w.brands.update({ id: brand, patch: { name: 'Uno', logoAssetId }, onZoneChange: 'keep-instant' });
    expect(update(theirs)).toMatchObject({ error: { code: 'media-elsewhere' } });
    expect(update(w.newId())).toMatchObject({ error: { code: 'media-elsewhere' } });
    expect(w.brands.list().map(({ name, logoAssetId }) => [name, logoAssetId])).toEqual([['One', null], ['Two', null]]);
    expect(update(own)).toMatchObject({ value: { name: 'Uno', logoAssetId: own } });
    expect(update(null)).toMatchObject({ value: { logoAssetId: null } });
  });

  it('go to the bin with what they had scheduled on hold, and come back', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand('Harrow');
    const post = w.addPost(brand, [w.addAccount(brand)]);
    w.value(w.planning.schedule({ postId: post.id, when: { kind: 'at', wall: '2026-11-23T10:00' }, skipProblems: false }));
    w.value(w.brands.remove(brand));
    expect(w.brands.list()).toEqual([]);
    expect(w.publication(post.publications[0]?.id ?? '')).toMatchObject({ state: 'hold', dueAt: inHours(25), wakeAt: null });
    w.value(w.brands.create({ name: 'Harrow', colour: 'clay', timeZone: 'UTC' }));
    expect(w.brands.restore(brand)).toMatchObject({ error: { code: 'name-taken' } });
    expect(w.brands.list()).toHaveLength(1);
  });
});

describe('labels', () => {
  it('belong to a brand, have different names, and leave their posts when removed', () => {
    const w = createPlanningWorld();
    const [brand, other] = [w.addBrand('One'), w.addBrand('Two')];
    const shop = w.value(w.labels.save({ brandId: brand, name: ' Shop ', colour: 'sky' }));
    expect(w.labels.save({ brandId: brand, name: 'shop', colour: 'clay' })).toMatchObject({ error: { code: 'name-taken' } });
    expect(w.labels.save({ brandId: brand, name: ' ', colour: 'clay' })).toMatchObject({ error: { code: 'name-empty' } });
    expect(w.labels.save({ brandId: other, id: shop.id, name: 'Mine', colour: 'clay' })).toMatchObject({ error: { code: 'not-found' } });
    expect(w.value(w.labels.save({ brandId: brand, id: shop.id, name: 'Store', colour: 'plum' }))).toMatchObject({ id: shop.id, name: 'Store' });
    const post = w.addPost(brand, []);
    expect(w.value(w.planning.setLabels(post.id, [shop.id]))).toHaveLength(1);
    const foreign = w.value(w.labels.save({ brandId: other, name: 'Theirs', colour: 'clay' }));
    expect(w.planning.setLabels(post.id, [foreign.id])).toMatchObject({ error: { code: 'not-found' } });
    w.value(w.labels.remove(shop.id));
    expect(w.value(w.posts.get(post.id)).labels).toEqual([]);
  });

  it('come back on their posts when the removal is undone, unless their name is taken by now', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand();
    const shop = w.value(w.labels.save({ brandId: brand, name: 'Shop', colour: 'sky' }));
    const post = w.addPost(brand, []);
    w.value(w.planning.setLabels(post.id, [shop.id]));
    expect(w.labels.restore(shop.id)).toMatchObject({ error: { code: 'not-found' } });
    w.value(w.labels.remove(shop.id));
    expect(w.value(w.posts.get(post.id)).labels).toEqual([]);
    expect(w.value(w.labels.restore(shop.id))).toEqual(shop);
    expect(w.value(w.posts.get(post.id)).labels).toEqual([shop]);
    w.value(w.labels.remove(shop.id));
    w.value(w.labels.save({ brandId: brand, name: 'shop', colour: 'moss' }));
    expect(w.labels.restore(shop.id)).toMatchObject({ error: { code: 'name-taken' } });
  });
});
