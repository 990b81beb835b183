import { DAY, type Millis } from '#core/clock';
import type { AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { wakeAtFor } from '#core/posts/lead';
import { ok } from '#core/result';
import { titleOf } from '#core/text';
import { addDays, resolveWallTime, toWallDate } from '#core/time';
import type { BrandRow } from '../brands/brand-store';
import type { PostRow, PublicationRow } from '../posts/rows';
import { snapshotOf } from '../posts/snapshot';
import { newPublication } from '../posts/write-content';
import type { SampleDeps } from './sample';
import type { SampleFile, SamplePost } from './sample-file';
import { sampleHistory } from './sample-history';

interface Placed { readonly wall: string; readonly at: Millis }

const needsPast: ReadonlySet<SamplePost['state']> = new Set(['published', 'failed', 'unconfirmed', 'missed']);

/** Turns the sample file into rows around today. Rows of a network's answers are written as they would have come. */
export function createSampleWriter(deps: SampleDeps) {
  async function write(brand: BrandRow, file: SampleFile, accounts: ReadonlyMap<string, Id>, media: ReadonlyMap<string, Id>): Promise<AppResult<null>> {
    const now = deps.clock.now();
    const labels = new Map(file.labels.map(({ name, colour }) => [name, { id: deps.newId(), brandId: brand.id, name, colour }]));
    const rows = file.posts.map((post) => toRows(brand, post, accounts, media, now));
    deps.transaction(() => {
      for (const label of labels.values()) deps.labels.insert(label, now);
      for (const [index, { post, publications }] of rows.entries()) {
        deps.posts.insert(post);
        for (const publication of publications) {
          deps.publications.insert(publication);
          deps.writeHistory(publication, sampleHistory(publication, now));
        }
        deps.revisions.add({ id: deps.newId(), postId: post.id, at: post.createdAt, reason: 'sample', snapshot: snapshotOf(post, publications) });
        deps.labels.setForPost(post.id, (file.posts[index]?.labels ?? []).flatMap((name) => labels.get(name)?.id ?? []));
      }
      for (const [key, accountId] of accounts) {
        deps.setSlots(accountId, file.slots.filter(({ account }) => account === key).map(({ weekday, time }) => ({ weekday, time })));
      }
    });
    for (const { post, publications } of rows) {
      for (const publication of publications.filter(({ state }) => state === 'published')) {
        const done = await deps.publishPast({
          accountId: publication.accountId, text: post.text, assetIds: post.media.map(({ assetId }) => assetId), at: publication.publishedAt ?? now, key: publication.id,
        });
        if (!done.ok) return done;
        // Awake at once, so that its results are read.
        deps.publications.patch(publication.id, { remoteId: done.value.remoteId, permalink: done.value.permalink, verifiedAt: now, wakeAt: now }, now);
      }
    }
    return ok(null);
  }

  function toRows(brand: BrandRow, sample: SamplePost, accounts: ReadonlyMap<string, Id>, media: ReadonlyMap<string, Id>, now: Millis): { readonly post: PostRow; readonly publications: readonly PublicationRow[] } {
    const { state, placed } = place(sample, brand.timeZone, now);
    const createdAt = Math.min(now, placed?.at ?? now) - DAY;
    const planned = placed === null ? { plannedWall: null, plannedZone: null, plannedAt: null } : { plannedWall: placed.wall, plannedZone: brand.timeZone, plannedAt: placed.at };
    const post: PostRow = {
      id: deps.newId(), brandId: brand.id, title: titleOf(sample.text), text: sample.text, ...planned,
      media: sample.media.flatMap((one) => {
        const assetId = media.get(one.file);
        return assetId === undefined ? [] : [{ assetId, alt: one.alt }];
      }),
      version: 1, createdAt, updatedAt: createdAt, deletedAt: null,
    };
    const publications = sample.accounts.flatMap((key): PublicationRow[] => {
      const accountId = accounts.get(key);
      if (accountId === undefined) return [];
      const draft = newPublication({ id: deps.newId(), post, accountId, network: 'practice', content: { text: null, media: null, thread: [], options: {} }, now: createdAt });
      return [state === 'draft' || placed === null ? draft : { ...draft, ...inState(state, placed, brand.timeZone) }];
    });
    return { post, publications };
  }

  return { write };
}

/** What has a time stays true on the day it is looked at: nothing is scheduled in the past, and nothing was sent in the future. */
function place(sample: SamplePost, zone: string, now: Millis): { readonly state: SamplePost['state']; readonly placed: Placed | null } {
  if (sample.time === null) return { state: 'draft', placed: null };
  const at = (dayOffset: number): Placed => {
    const { instant, wall } = resolveWallTime(`${addDays(toWallDate(now, zone), dayOffset)}T${sample.time ?? '00:00'}`, zone);
    return { wall, at: instant };
  };
  const placed = at(sample.dayOffset);
  if (needsPast.has(sample.state) && placed.at > now) return sample.state === 'published' ? { state: 'scheduled', placed } : { state: sample.state, placed: at(-1) };
  if (sample.state === 'scheduled' && placed.at <= now) return { state: 'published', placed };
  return { state: sample.state, placed };
}

function inState(state: SamplePost['state'], { wall, at }: Placed, zone: string): Partial<PublicationRow> {
  const due: Partial<PublicationRow> = { state, stateSince: at, dueWall: wall, dueZone: zone, dueAt: at };
  switch (state) {
    case 'scheduled': return { ...due, wakeAt: wakeAtFor(at) };
    case 'published': return { ...due, committedAt: at, attemptCount: 1, publishedAt: at };
    case 'failed': return { ...due, attemptCount: 1, problemCode: 'media-invalid', problemDetail: 'the picture could not be read' };
    case 'unconfirmed': return { ...due, committedAt: at, attemptCount: 1, problemCode: 'no-answer' };
    case 'draft': case 'missed': case 'hold': case 'cancelled': return due;
  }
}
