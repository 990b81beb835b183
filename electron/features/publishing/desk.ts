import type { ActivityEntry } from '#core/contract/accounts';
import type { Chip } from '#core/contract/planning';
import type { Publication } from '#core/contract/posts';
import type { EditedPost, Need, PublisherStatus } from '#core/contract/publishing';
import type { Clock, Millis } from '#core/clock';
import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import { err, ok } from '#core/result';
import { dayRange, toWallDate } from '#core/time';
import { EXPIRY_WARNING, endOfLogin } from '../accounts/login-end';
import { toPublication } from '../posts/read-post';
import type { PublicationRow } from '../posts/rows';
import type { Publishing } from './publishing';
import type { ActivityRow, MetricsStore } from './publishing-store';

export interface RecentRow {
  readonly publicationId: Id;
  readonly postId: Id;
  readonly title: string;
  readonly network: NetworkId;
  readonly publishedAt: Millis;
  readonly thumbHash: string | null;
  readonly likes: number | null;
  readonly reposts: number | null;
  readonly replies: number | null;
  readonly views: number | null;
}
export interface TroubledAccount {
  readonly accountId: Id;
  readonly brandId: Id;
  readonly network: NetworkId;
  readonly handle: string;
  readonly health: 'ok' | 'signed-out' | 'disconnected';
  readonly expiresAt: Millis | null;
  readonly loginEndsAt: Millis | null;
  readonly waiting: number;
}
export interface HeldInPause {
  readonly accountId: Id;
  readonly network: NetworkId;
  readonly count: number;
  /** When the network publishes the first of them. */
  readonly firstAt: Millis;
}
export interface NextOut {
  readonly at: Millis;
  readonly postId: Id;
  readonly title: string;
  readonly networks: readonly NetworkId[];
}

/** What the desk reads; `db/today.ts` fits it. */
export interface DeskRows {
  /** Failed, unconfirmed, missed; newest first. */
  readonly needing: (brandId: Id | null, limit: number) => readonly { readonly id: Id; readonly title: string; readonly handle: string }[];
  readonly needCounts: () => ReadonlyMap<Id, number>;
  /** Not connected with something waiting for them, signed out, or with a token or a login that ends before `expiringBefore`. */
  readonly troubled: (brandId: Id | null, expiringBefore: Millis) => readonly TroubledAccount[];
  readonly recent: (brandId: Id | null, limit: number) => readonly RecentRow[];
  /** What networks keep of paused accounts, or of all when everything is paused. */
  readonly heldInPause: (all: boolean) => readonly HeldInPause[];
  readonly nextOut: (now: Millis) => NextOut | null;
  readonly dueCount: (brandId: Id, from: Millis, to: Millis) => number;
  readonly about: (publicationId: Id) => { readonly title: string; readonly handle: string } | null;
}

export interface DeskDeps {
  readonly clock: Clock;
  readonly publishing: Publishing;
  readonly rows: DeskRows;
  readonly publications: { readonly byIds: (ids: readonly Id[]) => readonly PublicationRow[]; readonly ofPost: (postId: Id) => readonly PublicationRow[] };
  readonly activity: {
    readonly ofPublication: (id: Id) => readonly ActivityRow[];
    readonly ofAccount: (id: Id, limit: number) => readonly ActivityRow[];
    readonly recent: (brandId: Id | null, before: Millis | null, limit: number) => readonly ActivityRow[];
  };
  readonly metrics: MetricsStore;
  readonly brands: () => readonly { readonly id: Id; readonly timeZone: string }[];
  /** Planning's chips of a range. */
  readonly chips: (range: { readonly brandId: Id | null; readonly from: Millis; readonly to: Millis }) => readonly Chip[];
  /** The zone of this machine, for a day over all brands. */
  readonly localZone: () => string;
  /** The short token of a renewable login is no end for a person. */
  readonly renewsItself: (network: NetworkId) => boolean;
}

const NEEDS_SHOWN = 200;
const RECENT_SHOWN = 12;

export type Desk = ReturnType<typeof createDesk>;

/** What the window sees of publishing. */
export function createDesk(deps: DeskDeps) {
  const { clock, publishing, rows } = deps;
  const entryOf = (r: ActivityRow): ActivityEntry =>
    ({ id: r.id, at: r.at, code: r.code, accountId: r.accountId, postId: r.postId, publicationId: r.publicationId, params: { ...r.params } as ActivityEntry['params'], answer: r.answer as ActivityEntry['answer'] });
  const one = (id: Id): AppResult<Publication> => {
    const row = deps.publications.byIds([id])[0];
    return row === undefined ? err(appError('not-found')) : ok(toPublication(row));
  };
  const after = async (id: Id, done: Promise<AppResult<null>>): Promise<AppResult<Publication>> => {
    const result = await done;
    return result.ok ? one(id) : result;
  };

  function needs(brandId: Id | null): Need[] {
    const now = clock.now();
    const waiting = rows.needing(brandId, NEEDS_SHOWN);
    const byId = new Map(deps.publications.byIds(waiting.map((n) => n.id)).map((row) => [row.id, row]));
    const accounts = rows.troubled(brandId, now + EXPIRY_WARNING).flatMap((a): Need[] => {
      const endsAt = endOfLogin(a, deps.renewsItself(a.network));
      if (a.health === 'ok' && (endsAt === null || endsAt - now >= EXPIRY_WARNING)) return [];
      return [{ kind: 'account', accountId: a.accountId, brandId: a.brandId, network: a.network, handle: a.handle, problem: a.health === 'ok' ? 'expiring' : a.health, expiresAt: endsAt, waiting: a.waiting }];
    });
    const publications = waiting.flatMap((n): Need[] => {
      const row = byId.get(n.id);
      return row === undefined ? [] : [{ kind: 'publication', publication: toPublication(row), brandId: row.brandId, title: n.title, accountHandle: n.handle, dueWall: row.dueWall }];
    });
    return [...accounts, ...publications];
  }

  function status(): PublisherStatus {
    const next = rows.nextOut(clock.now());
    const state = publishing.state();
    return {
      ...state, next: next === null ? null : { ...next, networks: [...next.networks] },
      heldByNetworks: [...rows.heldInPause(state.paused)],
      needsPerson: [...rows.needCounts().values()].reduce((sum, n) => sum + n, 0),
    };
  }

  return {
    status, needs,
    /** Newest first. */
    activityOf: (accountId: Id, limit: number): readonly ActivityEntry[] => deps.activity.ofAccount(accountId, limit).map(entryOf),
    pauseAll: async (): Promise<PublisherStatus> => { await publishing.pauseAll(); return status(); },
    resumeAll: (): PublisherStatus => { publishing.resumeAll(); return status(); },
    publication: (id: Id) => {
      const found = deps.publications.byIds([id])[0];
      const about = rows.about(id);
      if (found === undefined || about === null) return err(appError('not-found'));
      return ok({
        publication: toPublication(found), title: about.title, accountHandle: about.handle, brandId: found.brandId,
        activity: deps.activity.ofPublication(id).map(entryOf),
        siblings: deps.publications.ofPost(found.postId).filter((p) => p.id !== id && p.deletedAt === null).map(toPublication),
        metrics: deps.metrics.of(id).map(({ publicationId: _id, ...counts }) => counts),
        edit: publishing.editOffer(id),
      });
    },
    lookNow: (id: Id) => after(id, publishing.lookNow(id)),
    decide: (id: Id, decision: Parameters<Publishing['decide']>[1], permalink: string | null) => after(id, publishing.decide(id, decision, permalink)),
    missed: (id: Id, decision: Parameters<Publishing['missed']>[1]) => after(id, publishing.missed(id, decision)),
    retry: (id: Id) => after(id, publishing.retry(id)),
    removeFromNetwork: (id: Id) => after(id, publishing.removeFromNetwork(id)),
    editOnNetwork: (id: Id, wanted: EditedPost) => after(id, publishing.editOnNetwork(id, wanted)),
    readMetrics: publishing.readMetrics,
    today: (brandId: Id | null) => {
      const now = clock.now();
      const brands = deps.brands();
      const zone = brands.find((b) => b.id === brandId)?.timeZone ?? deps.localZone();
      const { from, to } = dayRange(toWallDate(now, zone), zone);
      const counts = rows.needCounts();
      return {
        now, dayFrom: from, dayTo: to,
        goingOut: [...deps.chips({ brandId, from, to })].filter((c) => c.state !== 'draft' && c.state !== 'cancelled'),
        needs: needs(brandId), recent: [...rows.recent(brandId, RECENT_SHOWN)],
        brands: brands.map((b) => {
          const day = dayRange(toWallDate(now, b.timeZone), b.timeZone);
          return { brandId: b.id, needs: counts.get(b.id) ?? 0, today: rows.dueCount(b.id, day.from, day.to) };
        }),
      };
    },
    recent: (brandId: Id | null, limit: number) => rows.recent(brandId, limit),
    activity: (brandId: Id | null, before: Millis | null, limit: number) => deps.activity.recent(brandId, before, limit).map(entryOf),
  };
}
