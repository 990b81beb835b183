import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { BrandRow, BrandRows } from '#electron/features/brands/brand-store';
import type { Db } from './open';
import { assets, brands, settings } from './schema';

const ZONE_RULES = 'zone-rules';

/** Every table with rows of a brand, children first. `?` is the brand's id. */
const everythingOf = (id: string) => [
  sql`DELETE FROM attempts WHERE publication_id IN (SELECT id FROM publications WHERE brand_id = ${id})`,
  sql`DELETE FROM publication_metrics WHERE publication_id IN (SELECT id FROM publications WHERE brand_id = ${id})`,
  sql`DELETE FROM activity WHERE brand_id = ${id} OR account_id IN (SELECT id FROM accounts WHERE brand_id = ${id})`,
  sql`DELETE FROM publications WHERE brand_id = ${id}`,
  sql`DELETE FROM revisions WHERE post_id IN (SELECT id FROM posts WHERE brand_id = ${id})`,
  sql`DELETE FROM post_labels WHERE post_id IN (SELECT id FROM posts WHERE brand_id = ${id}) OR label_id IN (SELECT id FROM labels WHERE brand_id = ${id})`,
  sql`DELETE FROM posts WHERE brand_id = ${id}`,
  sql`DELETE FROM labels WHERE brand_id = ${id}`,
  sql`DELETE FROM slots WHERE account_id IN (SELECT id FROM accounts WHERE brand_id = ${id})`,
  sql`DELETE FROM accounts WHERE brand_id = ${id}`,
  sql`DELETE FROM assets WHERE brand_id = ${id}`,
  sql`DELETE FROM brands WHERE id = ${id}`,
];

export function createBrandRows(db: Db): BrandRows {
  const byId = db.select().from(brands).where(eq(brands.id, sql.placeholder('id'))).prepare();
  return {
    list: () => db.select().from(brands).where(isNull(brands.deletedAt)).orderBy(asc(brands.createdAt), asc(brands.id)).all() as readonly BrandRow[],
    inBin: () => db.select().from(brands).where(isNotNull(brands.deletedAt)).orderBy(desc(brands.deletedAt)).all() as readonly BrandRow[],
    byId: (id) => (byId.get({ id }) as BrandRow | undefined) ?? null,
    insert: (row) => { db.insert(brands).values(row).run(); },
    update: (id, patch) => { db.update(brands).set(patch).where(eq(brands.id, id)).run(); },
    samples: () => db.select().from(brands).where(eq(brands.isSample, true)).all() as readonly BrandRow[],
    deleteForGood: (id) => {
      db.transaction(() => {
        const row = db.select({ id: brands.id }).from(brands).where(and(eq(brands.id, id), eq(brands.isSample, true))).get();
        if (row === undefined) throw new Error('Only the sample brand is ever deleted for good');
        for (const statement of everythingOf(id)) db.run(statement);
      });
    },
    hasAsset: (brandId, assetId) => db.select({ id: assets.id }).from(assets).where(and(eq(assets.id, assetId), eq(assets.brandId, brandId), isNull(assets.deletedAt))).get() !== undefined,
    zoneRules: () => {
      const value = db.select({ value: settings.value }).from(settings).where(eq(settings.key, ZONE_RULES)).get()?.value['version'];
      return typeof value === 'string' ? value : null;
    },
    setZoneRules: (version, now) => {
      db.insert(settings).values({ key: ZONE_RULES, value: { version }, updatedAt: now })
        .onConflictDoUpdate({ target: settings.key, set: { value: { version }, updatedAt: now } }).run();
    },
  };
}
