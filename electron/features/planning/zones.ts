import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import { resolveWallTime, toWallTime } from '#core/time';
import type { PublicationPatch, PublicationRow } from '../posts/rows';
import { applyOrThrow, type PlanningDeps, wakeFor, withoutPreparation } from './planning-deps';

export interface MovedTime {
  readonly postId: Id;
  /** null for a draft's wished time. */
  readonly publicationId: Id | null;
  readonly from: Millis;
  readonly to: Millis;
}
export type ZoneChange = 'keep-wall-time' | 'keep-instant';

/** Keeps stored intents and instants together when a brand moves or the rules of a zone change. Call inside a transaction. */
export function createZoneKeeper(deps: PlanningDeps) {
  /** Everything in the future that was not sent gets the new zone: at the same hour there, or at the same instant. */
  function changeBrandZone(brandId: Id, zone: string, mode: ZoneChange): readonly MovedTime[] {
    return rewrite(brandId, (wall, _zone, at) =>
      (mode === 'keep-instant' ? { wall: toWallTime(at, zone), zone, at } : { wall, zone, at: resolveWallTime(wall, zone).instant }));
  }

  /** Works every future instant out again from its intent, when `rules` is another version than last time. */
  function recomputeZones(rules: string): readonly MovedTime[] {
    const known = deps.brands.zoneRules();
    if (known === rules) return [];
    deps.brands.setZoneRules(rules, deps.clock.now());
    if (known === null) return [];
    return rewrite(null, (wall, zone, at) => {
      // Where the clock still shows what was meant nothing changed: also the second of two equal hours, which the wall time alone cannot name.
      if (toWallTime(at, zone) === wall) return null;
      return { wall, zone, at: resolveWallTime(wall, zone).instant };
    });
  }

  type Rewrite = (wall: string, zone: string, at: Millis) => { readonly wall: string; readonly zone: string; readonly at: Millis } | null;

  function rewrite(brandId: Id | null, to: Rewrite): readonly MovedTime[] {
    const now = deps.clock.now();
    const moved: MovedTime[] = [];
    for (const publication of deps.publications.unsentAfter(brandId, now)) {
      const { dueWall, dueZone, dueAt } = publication;
      const time = dueWall === null || dueZone === null || dueAt === null ? null : to(dueWall, dueZone, dueAt);
      if (time === null || dueAt === null) continue;
      write(publication, time, now);
      if (time.at !== dueAt) moved.push({ postId: publication.postId, publicationId: publication.id, from: dueAt, to: time.at });
    }
    for (const post of deps.posts.plannedAfter(brandId, now)) {
      const { plannedWall, plannedZone, plannedAt } = post;
      const time = plannedWall === null || plannedZone === null || plannedAt === null ? null : to(plannedWall, plannedZone, plannedAt);
      if (time === null || plannedAt === null) continue;
      deps.posts.update(post.id, { plannedWall: time.wall, plannedZone: time.zone, plannedAt: time.at, updatedAt: now });
      if (time.at !== plannedAt) moved.push({ postId: post.id, publicationId: null, from: plannedAt, to: time.at });
    }
    return moved;
  }

  function write(publication: PublicationRow, time: { readonly wall: string; readonly zone: string; readonly at: Millis }, now: Millis): void {
    const moves = time.at !== publication.dueAt;
    const patch: PublicationPatch = { dueWall: time.wall, dueZone: time.zone, dueAt: time.at, ...(moves ? withoutPreparation(publication) : {}) };
    if (publication.state !== 'scheduled') deps.publications.patch(publication.id, patch, now);
    // A time that a change of zone put into the past is nobody's wish to publish this second: a person decides.
    else if (time.at < now) applyOrThrow(deps, publication, 'miss', { ...patch, wakeAt: wakeFor(publication, null, now) }, now);
    else deps.publications.patch(publication.id, { ...patch, ...(moves ? { wakeAt: wakeFor(publication, time.at, now) } : {}) }, now);
  }

  return { changeBrandZone, recomputeZones };
}
