import type { Changes } from '#core/changes';
import { type Clock, DAY, MINUTE, type Millis } from '#core/clock';
import type { Brand } from '#core/contract/brands';
import { appError, type AppResult } from '#core/errors';
import type { Id, NewId } from '#core/ids';
import type { JsonObject } from '#core/json';
import { err, ok } from '#core/result';
import type { BrandRows } from '../brands/brand-store';
import { newBrand, toBrand } from '../brands/brands';
import type { LabelRows, PostRows, PublicationRows, RevisionRows, Transaction } from '../posts/post-store';
import { type SampleAccountName, sampleFile, type SampleFile } from './sample-file';
import type { PublicationRow } from '../posts/rows';
import type { HistoryLine } from './sample-history';
import { createSampleWriter } from './sample-posts';

/** One account of the practice network, by the name the sample file calls it. */
export interface SampleAccount { readonly key: string; readonly id: Id }

export interface SampleDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly transaction: Transaction;
  readonly brands: BrandRows;
  readonly settings: { readonly get: (key: string) => unknown; readonly set: (key: string, value: JsonObject, now: Millis) => void; readonly remove: (key: string) => void };
  readonly labels: LabelRows;
  readonly posts: PostRows;
  readonly publications: PublicationRows;
  readonly revisions: RevisionRows;
  /** The parsed `resources/sample/brand.json`. */
  readonly loadSample: () => Promise<unknown>;
  /** The zone of this computer. */
  readonly localZone: () => string;
  /** Makes accounts with these names on the practice network and connects them. */
  readonly connectSampleAccounts: (brandId: Id, names: readonly SampleAccountName[]) => Promise<AppResult<readonly SampleAccount[]>>;
  /** A picture that lies beside the sample file, into the library. */
  readonly importSampleMedia: (brandId: Id, file: string) => Promise<AppResult<{ readonly id: Id }>>;
  /** Weekly times of an account. */
  readonly setSlots: (accountId: Id, slots: readonly { readonly weekday: number; readonly time: string }[]) => void;
  /** Puts a post of the past on the practice network. The same key never makes two. */
  readonly publishPast: (post: { readonly accountId: Id; readonly text: string; readonly assetIds: readonly Id[]; readonly at: Millis; readonly key: string }) => Promise<AppResult<{ readonly remoteId: string; readonly permalink: string }>>;
  /** Adds lines to the log of a publication, at the times they give. */
  readonly writeHistory: (publication: PublicationRow, lines: readonly HistoryLine[]) => void;
  /** Signs the sample accounts out and forgets their tokens and pictures. Never stands in the way of a removal. */
  readonly forgetSample: (brandId: Id) => Promise<void>;
  readonly changes: Changes;
  readonly publisherWake: () => void;
}
/** There while the sample brand is being made or removed. A start that finds it knows that the app was killed in between. */
const UNFINISHED = 'sample.unfinished';
/** How long a removal can be taken back: longer than a toast stays, also one that is held. */
const UNDO_TIME: Millis = 5 * MINUTE;

export type Sample = ReturnType<typeof createSample>;

export function createSample(deps: SampleDeps) {
  const writer = createSampleWriter(deps);
  let running = false;
  let cancelEnd: () => void = () => undefined;

  const told = (): void => {
    deps.changes.changed('brands', 'accounts', 'posts', 'calendar', 'publishing', 'activity', 'media');
    deps.publisherWake();
  };

  async function forgetAll(): Promise<void> {
    cancelEnd();
    begin();
    for (const { id } of deps.brands.samples()) {
      await deps.forgetSample(id);
      deps.brands.deleteForGood(id);
    }
    deps.settings.remove(UNFINISHED);
  }

  const begin = (): void => { deps.settings.set(UNFINISHED, {}, deps.clock.now()); };

  /** Runs one at a time; a second click while the first works is refused. */
  async function alone<T>(work: () => Promise<AppResult<T>>): Promise<AppResult<T>> {
    if (running) return err(appError('busy'));
    running = true;
    try {
      return await work();
    } finally {
      running = false;
      told();
    }
  }

  async function build(file: SampleFile): Promise<AppResult<Brand>> {
    const now = deps.clock.now();
    const taken = deps.brands.list().some(({ name }) => name === file.brand.name);
    const brand = {
      ...newBrand({
        id: deps.newId(), name: taken ? `${file.brand.name} 2` : file.brand.name, colour: file.brand.colour,
        timeZone: file.brand.timeZone ?? deps.localZone(), isSample: true, now,
      }), voice: file.brand.voice, guidelines: file.brand.guidelines, wordsToUse: file.brand.wordsToUse, wordsToAvoid: file.brand.wordsToAvoid, links: file.brand.links, latenessLimitMs: DAY,
    };
    begin();
    deps.brands.insert(brand);
    const accounts = await deps.connectSampleAccounts(brand.id, file.accounts);
    if (!accounts.ok) return accounts;
    const media = new Map<string, Id>();
    for (const name of mediaFiles(file)) {
      const asset = await deps.importSampleMedia(brand.id, name);
      if (!asset.ok) return asset;
      media.set(name, asset.value.id);
    }
    const logoAssetId = file.brand.logo === undefined ? null : media.get(file.brand.logo) ?? null;
    if (logoAssetId !== null) deps.brands.update(brand.id, { logoAssetId });
    const written = await writer.write(brand, file, new Map(accounts.value.map(({ key, id }) => [key, id])), media);
    if (!written.ok) return written;
    deps.settings.remove(UNFINISHED);
    return ok(toBrand({ ...brand, logoAssetId }));
  }

  const remove = (): Promise<AppResult<null>> => alone(async () => {
    if (deps.brands.samples().length === 0) return err(appError('not-found'));
    await forgetAll();
    return ok(null);
  });

  return {
    /** Answers the sample brand that is there already, if one is. After a failure nothing of it is left. */
    create: (): Promise<AppResult<Brand>> => alone(async () => {
      const there = deps.brands.samples().find(({ deletedAt }) => deletedAt === null);
      if (there !== undefined) return ok(toBrand(there));
      await forgetAll();
      const file = sampleFile.parse(await deps.loadSample());
      try {
        const built = await build(file);
        if (!built.ok) await forgetAll();
        return built;
      } catch (defect) {
        await forgetAll();
        throw defect;
      }
    }),

    /**
     * At a start, before anything reads the data: what a kill has left of a sample brand is gone when this returns; its pictures
     * a moment later.
     */
    tidy: async (): Promise<void> => {
      if (deps.settings.get(UNFINISHED) === null) return;
      const forgotten = deps.brands.samples().map(({ id }) => {
        const gone = deps.forgetSample(id);
        deps.brands.deleteForGood(id);
        return gone;
      });
      deps.settings.remove(UNFINISHED);
      await Promise.allSettled(forgotten);
    },

    /** For good, and only ever the sample brand. */
    remove,

    /**
     * Out of sight at once, and removed for good when nobody has taken it back in time; at the latest by the next start. Nothing of
     * it goes out meanwhile, as of no brand that is removed.
     */
    setAside: (): Promise<AppResult<null>> => alone(() => {
      const there = deps.brands.samples().find(({ deletedAt }) => deletedAt === null);
      if (there === undefined) return Promise.resolve(err(appError('not-found')));
      begin();
      deps.brands.update(there.id, { deletedAt: deps.clock.now() });
      // What fails here the next start does: the mark is still there.
      cancelEnd = deps.clock.callAt(deps.clock.now() + UNDO_TIME, () => { void remove().catch(() => undefined); });
      return Promise.resolve(ok(null));
    }),

    /** Undoes `setAside`: it is as it was. */
    takeBack: (): Promise<AppResult<Brand>> => alone(() => {
      const gone = deps.brands.samples().find(({ deletedAt }) => deletedAt !== null);
      if (gone === undefined) return Promise.resolve(err(appError('undo-outdated')));
      cancelEnd();
      deps.brands.update(gone.id, { deletedAt: null });
      deps.settings.remove(UNFINISHED);
      return Promise.resolve(ok(toBrand(gone)));
    }),
  };
}

const mediaFiles = ({ brand, posts }: SampleFile): readonly string[] => [...new Set([...(brand.logo === undefined ? [] : [brand.logo]), ...posts.flatMap(({ media }) => media.map((use) => use.file))])];
