import type { Changes } from '#core/changes';
import type { Clock } from '#core/clock';
import type { Colour, Label } from '#core/contract/shapes';
import { appError, type AppResult } from '#core/errors';
import type { Id, NewId } from '#core/ids';
import { err, ok } from '#core/result';
import type { LabelRows, Transaction } from '../posts/post-store';
import type { BrandRows } from './brand-store';

export interface LabelsDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly transaction: Transaction;
  readonly brands: BrandRows;
  readonly labels: LabelRows;
  readonly changes: Changes;
}
export type Labels = ReturnType<typeof createLabels>;

export function createLabels(deps: LabelsDeps) {
  const told = <T>(result: AppResult<T>): AppResult<T> => {
    if (result.ok) deps.changes.changed('brands', 'posts', 'calendar');
    return result;
  };
  const sameName = (a: string, b: string): boolean => a.localeCompare(b, undefined, { sensitivity: 'accent' }) === 0;
  return {
    list: (brandId: Id): Label[] => [...deps.labels.list(brandId)],

    save: (input: { readonly brandId: Id; readonly id?: Id | undefined; readonly name: string; readonly colour: Colour }): AppResult<Label> => told(deps.transaction((): AppResult<Label> => {
      const brand = deps.brands.byId(input.brandId);
      if (brand === null || brand.deletedAt !== null) return err(appError('not-found'));
      const name = input.name.trim();
      if (name === '') return err(appError('name-empty'));
      const all = deps.labels.list(brand.id);
      if (all.some((label) => label.id !== input.id && sameName(label.name, name))) return err(appError('name-taken', { name }));
      const now = deps.clock.now();
      if (input.id === undefined) {
        const label: Label = { id: deps.newId(), brandId: brand.id, name, colour: input.colour };
        deps.labels.insert(label, now);
        return ok(label);
      }
      const known = all.find(({ id }) => id === input.id);
      if (known === undefined) return err(appError('not-found'));
      const label: Label = { ...known, name, colour: input.colour };
      deps.labels.update(label, now);
      return ok(label);
    })),

    /** Posts lose the label; its row stays, for a second device to learn of it. */
    remove: (id: Id): AppResult<null> => told(deps.transaction((): AppResult<null> => {
      if (deps.labels.byId(id) === null) return err(appError('not-found'));
      deps.labels.remove(id, deps.clock.now());
      return ok(null);
    })),

    /** The posts that had it have it again. */
    restore: (id: Id): AppResult<Label> => told(deps.transaction((): AppResult<Label> => {
      const label = deps.labels.removed(id);
      if (label === null) return err(appError('not-found'));
      if (deps.labels.list(label.brandId).some(({ name }) => sameName(name, label.name))) return err(appError('name-taken', { name: label.name }));
      deps.labels.restore(id, deps.clock.now());
      return ok(label);
    })),
  };
}
