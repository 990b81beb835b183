import type { CalendarFilter, Chip } from '#core/contract/planning';
import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import { byTime } from '#core/posts/chip-order';
import { worstState } from '#core/posts/states';
import type { CalendarPlanned, CalendarPost, CalendarPublication, CalendarRead, CalendarRows } from './planning-store';
import { createWallReader } from './wall-reader';

export interface CalendarDeps {
  readonly calendar: CalendarRows;
  readonly zones: () => ReadonlyMap<Id, string>;
}

interface Group {
  readonly postId: Id;
  readonly brandId: Id;
  readonly at: Millis;
  readonly publications: CalendarPublication[];
}

/** Chips of a range, by time: what is due, and the drafts with a wished time of which nothing is due. */
export function createCalendar({ calendar, zones }: CalendarDeps) {
  const wallOf = createWallReader();

  return (read: CalendarRead & { readonly filter?: CalendarFilter | undefined }): Chip[] => {
    const { filter = {}, ...range } = read;
    const wanted = accountFilter(filter);
    const due = calendar.publications(range);
    const planned = calendar.planned(range);
    const drafts = draftGroups(calendar, planned, new Set(due.map(({ postId }) => postId)), wanted);
    const groups = [...dueGroups(due, wanted), ...drafts].filter(stateFilter(filter));
    const postIds = [...new Set(groups.map((group) => group.postId))];
    const posts = postsById(calendar, planned, postIds);
    const hashes = calendar.hashes([...new Set(postIds.flatMap((id) => posts.get(id)?.thumbAssetId ?? []))]);
    const labels = calendar.labels(postIds);
    const zoneById = zones();
    const byLabel = labelFilter(filter);
    return groups.flatMap((group): Chip[] => {
      const post = posts.get(group.postId);
      const labelIds = labels.get(group.postId) ?? [];
      if (post === undefined || !byLabel(labelIds)) return [];
      return [{
        key: `${group.postId}@${group.at}`, postId: group.postId, brandId: group.brandId, at: group.at, wall: wallOf(group.at, zoneById.get(group.brandId) ?? 'UTC'),
        title: post.title, thumbHash: post.thumbAssetId === null ? null : hashes.get(post.thumbAssetId) ?? null, state: stateOf(group),
        publications: group.publications.map(({ id, accountId, network, state, problemCode, nativeRef }) => ({ id, accountId, network, state, problemCode, nativeRef })),
        labelIds: [...labelIds],
      }];
    }).sort(byTime);
  };
}

type Wanted = (publication: CalendarPublication) => boolean;

const stateOf = (group: Group) => worstState(group.publications.map(({ state }) => state));

/** A post with two times in the range is two chips. */
function dueGroups(publications: readonly CalendarPublication[], wanted: Wanted): Group[] {
  const groups = new Map<string, Group>();
  for (const publication of publications) {
    if (publication.dueAt === null || !wanted(publication)) continue;
    const key = `${publication.postId}@${publication.dueAt}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { postId: publication.postId, brandId: publication.brandId, at: publication.dueAt, publications: [publication] });
    else group.publications.push(publication);
  }
  return [...groups.values()];
}

/**
 * Drafts with a wished time. Most planned posts have something due in the same range and are known already; only the
 * few others are asked for what they have.
 */
function draftGroups(calendar: CalendarRows, planned: readonly CalendarPlanned[], due: ReadonlySet<Id>, wanted: Wanted): Group[] {
  const others = planned.filter(({ postId }) => !due.has(postId));
  const byPost = new Map<Id, CalendarPublication[]>(others.map(({ postId }) => [postId, []]));
  for (const publication of calendar.publicationsOf([...byPost.keys()])) byPost.get(publication.postId)?.push(publication);
  return others.flatMap(({ postId, brandId, plannedAt }): Group[] => {
    const all = byPost.get(postId) ?? [];
    if (all.some(({ dueAt }) => dueAt !== null)) return [];
    const kept = all.filter(wanted);
    // A draft for nobody yet shows only while no account is asked for.
    return kept.length === 0 && (all.length > 0 || wanted !== everyone) ? [] : [{ postId, brandId, at: plannedAt, publications: kept }];
  });
}

/** A post is planned for the time at which it is due, so nearly all were read with the plan; the few others are fetched. */
function postsById(calendar: CalendarRows, planned: readonly CalendarPost[], postIds: readonly Id[]): ReadonlyMap<Id, CalendarPost> {
  const known = new Map(planned.map((post) => [post.postId, post]));
  for (const post of calendar.posts(postIds.filter((id) => !known.has(id)))) known.set(post.postId, post);
  return known;
}

const everyone: Wanted = () => true;

function accountFilter({ accountIds }: CalendarFilter): Wanted {
  if (accountIds === undefined || accountIds.length === 0) return everyone;
  const ids = new Set(accountIds);
  return ({ accountId }) => ids.has(accountId);
}

/** By any of its publications; the chip still shows them all, so that a filter never hides trouble. */
function stateFilter({ states }: CalendarFilter): (group: Group) => boolean {
  if (states === undefined || states.length === 0) return () => true;
  return (group) => (group.publications.length === 0 ? states.includes('draft') : group.publications.some(({ state }) => states.includes(state)));
}

function labelFilter({ labelIds }: CalendarFilter): (own: readonly Id[]) => boolean {
  if (labelIds === undefined || labelIds.length === 0) return () => true;
  return (own) => own.some((id) => labelIds.includes(id));
}
