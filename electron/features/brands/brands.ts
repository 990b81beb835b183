import type { Changes } from '#core/changes';
import { type Clock, HOUR, type Millis } from '#core/clock';
import type { Brand } from '#core/contract/brands';
import type { Colour } from '#core/contract/shapes';
import { appError, type AppResult } from '#core/errors';
import type { Id, NewId } from '#core/ids';
import { err, ok } from '#core/result';
import { isValidZone } from '#core/time';
import type { ZoneChange } from '../planning/zones';
import type { PublicationRows, Transaction } from '../posts/post-store';
import type { BrandRow, BrandRows } from './brand-store';

/** A laptop opened within the hour still sends what came due; after that a person is asked. */
export const USUAL_LATENESS_LIMIT: Millis = HOUR;

export interface BrandsDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly transaction: Transaction;
  readonly brands: BrandRows;
  readonly publications: PublicationRows;
  readonly changeBrandZone: (brandId: Id, zone: string, mode: ZoneChange) => unknown;
  readonly changes: Changes;
  readonly publisherWake: () => void;
}
export type BrandPatch = Partial<Pick<BrandRow, 'name' | 'colour' | 'timeZone' | 'voice' | 'guidelines' | 'wordsToUse' | 'wordsToAvoid' | 'links' | 'logoAssetId' | 'latenessLimitMs' | 'nativeHandover' | 'altRequired'>>;
export type Brands = ReturnType<typeof createBrands>;

export const toBrand = ({ updatedAt: _updated, deletedAt: _deleted, ...brand }: BrandRow): Brand => brand;

export function createBrands(deps: BrandsDeps) {
  /** Names are told apart as a person reads them. */
  const sameName = (a: string, b: string): boolean => a.localeCompare(b, undefined, { sensitivity: 'accent' }) === 0;

  function nameProblem(name: string, ownId: Id | null) {
    if (name === '') return appError('name-empty');
    return deps.brands.list().some((brand) => brand.id !== ownId && sameName(brand.name, name)) ? appError('name-taken', { name }) : null;
  }

  function told(result: AppResult<Brand>, plan: boolean): AppResult<Brand> {
    if (result.ok) {
      deps.changes.changed('brands', ...(plan ? ['calendar' as const, 'posts' as const, 'publishing' as const, 'accounts' as const] : []));
      if (plan) deps.publisherWake();
    }
    return result;
  }

  const live = (id: Id): BrandRow | null => {
    const row = deps.brands.byId(id);
    return row === null || row.deletedAt !== null ? null : row;
  };

  return {
    list: (): Brand[] => deps.brands.list().map(toBrand),

    /** Without the sample brand, which is in no bin: it is about to be removed for good. */
    bin: (): (Brand & { readonly deletedAt: Millis })[] => deps.brands.inBin().filter(({ isSample }) => !isSample).map((row) => ({ ...toBrand(row), deletedAt: row.deletedAt ?? 0 })),

    create: (input: { readonly name: string; readonly colour: Colour; readonly timeZone: string }): AppResult<Brand> => told(deps.transaction((): AppResult<Brand> => {
      const name = input.name.trim();
      const problem = nameProblem(name, null);
      if (problem !== null) return err(problem);
      if (!isValidZone(input.timeZone)) return err(appError('zone-unknown', { zone: input.timeZone }));
      const row = newBrand({ id: deps.newId(), name, colour: input.colour, timeZone: input.timeZone, isSample: false, now: deps.clock.now() });
      deps.brands.insert(row);
      return ok(toBrand(row));
    }), false),

    update: (input: { readonly id: Id; readonly patch: BrandPatch; readonly onZoneChange: ZoneChange }): AppResult<Brand> => {
      const plan = input.patch.timeZone !== undefined || input.patch.latenessLimitMs !== undefined || input.patch.nativeHandover !== undefined;
      return told(deps.transaction((): AppResult<Brand> => {
        const row = live(input.id);
        if (row === null) return err(appError('not-found'));
        const patch = input.patch.name === undefined ? input.patch : { ...input.patch, name: input.patch.name.trim() };
        const problem = patch.name === undefined ? null : nameProblem(patch.name, row.id);
        if (problem !== null) return err(problem);
        if (patch.timeZone !== undefined && !isValidZone(patch.timeZone)) return err(appError('zone-unknown', { zone: patch.timeZone }));
        if (typeof patch.logoAssetId === 'string' && !deps.brands.hasAsset(row.id, patch.logoAssetId)) return err(appError('media-elsewhere'));
        deps.brands.update(row.id, { ...patch, updatedAt: deps.clock.now() });
        if (patch.timeZone !== undefined && patch.timeZone !== row.timeZone) deps.changeBrandZone(row.id, patch.timeZone, input.onZoneChange);
        return ok(toBrand({ ...row, ...patch }));
      }), plan);
    },

    /** To the bin. What was scheduled is put on hold, so that nothing goes out from a brand nobody sees. */
    remove: (id: Id): AppResult<null> => {
      const result = deps.transaction((): AppResult<Brand> => {
        const row = live(id);
        if (row === null) return err(appError('not-found'));
        const now = deps.clock.now();
        const scheduled = deps.publications.scheduledOfBrand(id);
        const handedOver = new Set(deps.publications.byIds(scheduled).filter(({ nativeRef }) => nativeRef !== null).map((publication) => publication.id));
        for (const publicationId of scheduled) deps.publications.apply(publicationId, 'hold', { wakeAt: handedOver.has(publicationId) ? now : null }, now);
        deps.brands.update(id, { deletedAt: now, updatedAt: now });
        return ok(toBrand(row));
      });
      told(result, true);
      return result.ok ? ok(null) : result;
    },

    restore: (id: Id): AppResult<Brand> => told(deps.transaction((): AppResult<Brand> => {
      const row = deps.brands.byId(id);
      if (row === null || row.deletedAt === null || row.isSample) return err(appError('not-found'));
      const problem = nameProblem(row.name, id);
      if (problem !== null) return err(problem);
      deps.brands.update(id, { deletedAt: null, updatedAt: deps.clock.now() });
      return ok(toBrand(row));
    }), true),
  };
}

export const newBrand = ({ now, ...brand }: Pick<BrandRow, 'id' | 'name' | 'colour' | 'timeZone' | 'isSample'> & { readonly now: Millis }): BrandRow => ({
  ...brand, logoAssetId: null, voice: '', guidelines: '', wordsToUse: '', wordsToAvoid: '', links: '', latenessLimitMs: USUAL_LATENESS_LIMIT, nativeHandover: false, altRequired: false, createdAt: now, updatedAt: now, deletedAt: null,
});
