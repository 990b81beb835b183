import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { AssetStore } from '#electron/features/media/ports';
import type { Db } from './open';
import { assets, brands } from './schema';

const columns = {
  id: assets.id, brandId: assets.brandId, hash: assets.hash, fileName: assets.fileName, mime: assets.mime, bytes: assets.bytes, width: assets.width, height: assets.height,
  animated: assets.animated, status: assets.status, placeholder: assets.placeholder, alt: assets.alt, probe: assets.probe, focus: assets.focus, video: assets.video, createdAt: assets.createdAt,
};

/** Pictures a brand uses. The bytes lie in the library, by hash; a row is what a brand says about them. */
export function createAssetStore(db: Db): AssetStore {
  const byHash = db.select({ mime: assets.mime }).from(assets).where(eq(assets.hash, sql.placeholder('hash'))).limit(1).prepare();
  return {
    add: (asset, now) => db.insert(assets).values({ ...asset, status: 'ok', createdAt: now, updatedAt: now })
      .onConflictDoUpdate({ target: [assets.brandId, assets.hash], set: { status: 'ok', deletedAt: null, updatedAt: now, ...(asset.probe === undefined ? {} : { probe: asset.probe }), ...(asset.video === undefined || asset.video === null ? {} : { video: asset.video }) } }).returning(columns).get(),
    byIds: (ids) => {
      const found = new Map(db.select(columns).from(assets).where(inArray(assets.id, [...ids])).all().map((a) => [a.id, a]));
      return ids.flatMap((id) => found.get(id) ?? []);
    },
    list: (brandId, limit) => db.select(columns).from(assets).where(and(eq(assets.brandId, brandId), isNull(assets.deletedAt))).orderBy(desc(assets.createdAt), desc(assets.id)).limit(limit).all(),
    setAlt: (id, alt, now) => db.update(assets).set({ alt, updatedAt: now }).where(eq(assets.id, id)).returning(columns).get() ?? null,
    setFocus: (id, focus, now) => db.update(assets).set({ focus, updatedAt: now }).where(eq(assets.id, id)).returning(columns).get() ?? null,
    setStatus: (id, status, now) => { db.update(assets).set({ status, updatedAt: now }).where(eq(assets.id, id)).run(); },
    hasHash: (hash) => byHash.get({ hash }) !== undefined,
    hashesOnlyOf: (brandId) => db.all<{ readonly hash: string }>(sql`SELECT hash FROM assets GROUP BY hash HAVING min(brand_id) = ${brandId} AND max(brand_id) = ${brandId}`).map(({ hash }) => hash),
    mimeOf: (hash) => byHash.get({ hash })?.mime ?? null,
    brandExists: (brandId) => db.select({ id: brands.id }).from(brands).where(and(eq(brands.id, brandId), isNull(brands.deletedAt))).get() !== undefined,
    totalBytes: () => db.get<{ readonly total: number }>(sql`SELECT coalesce(sum(bytes), 0) AS total FROM (SELECT max(bytes) AS bytes FROM assets GROUP BY hash)`).total,
  };
}
