import type { Millis } from '#core/clock';
import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { err, ok } from '#core/result';
import { sanitiseText, titleOf } from '#core/text';
import type { PostSnapshot } from '#core/posts/content';
import type { PostsDeps } from './posts-deps';
import { type PublicationView, toPublication } from './read-post';
import type { PostRow, RevisionRow } from './rows';
import { isSame, snapshotOf } from './snapshot';
import { type Content, writeContent } from './write-content';

export interface SaveInput extends Content {
  readonly id: Id;
  readonly version: number;
  readonly labelIds?: readonly Id[] | undefined;
}
export interface Saved {
  readonly version: number;
  readonly savedAt: Millis;
  readonly publications: PublicationView[];
  readonly title: string;
}

/**
 * The composer's autosave. Whatever the answer, what was typed is kept: a save that cannot be taken (an older version,
 * a post in the bin, an account that is gone) becomes a revision of the post.
 */
export function createSave(deps: PostsDeps) {
  return (input: SaveInput): AppResult<Saved> => {
    const now = deps.clock.now();
    let touchedPlan = false;
    let wrote = false;
    const result = deps.transaction((): AppResult<Saved> => {
      const post = deps.posts.byId(input.id);
      if (post === null) return err(appError('not-found'));
      const content = sanitised(input);
      const refusal = refuse(post, input, content);
      if (refusal !== null) {
        keepRevision(deps, post.id, 'typing', typedSnapshot(post, content), now);
        wrote = true;
        return err(refusal);
      }
      const written = writeContent(deps, post, content, now);
      touchedPlan = written.touchedPlan;
      wrote = written.changed || input.labelIds !== undefined;
      const publications = deps.publications.ofPost(post.id).filter(({ deletedAt }) => deletedAt === null);
      if (written.changed) keepRevision(deps, post.id, 'typing', snapshotOf(content, publications), now);
      if (input.labelIds !== undefined) deps.labels.setForPost(post.id, [...new Set(input.labelIds)]);
      return ok({ version: post.version + (written.changed ? 1 : 0), savedAt: now, publications: publications.map(toPublication), title: titleOf(content.text) });
    });
    if (wrote) deps.changes.changed('posts', 'calendar', ...(touchedPlan ? ['publishing' as const] : []));
    if (touchedPlan) deps.publisherWake();
    return result;
  };

  function refuse(post: PostRow, input: SaveInput, content: Content) {
    if (post.deletedAt !== null) return appError('not-found');
    if (post.version !== input.version) return appError('stale-version', { version: post.version });
    const kept = new Set(deps.publications.ofPost(post.id).filter(({ deletedAt }) => deletedAt === null).map(({ accountId }) => accountId));
    const isForeign = content.publications.some(({ accountId }) => {
      const account = deps.account(accountId);
      return account === null || account.brandId !== post.brandId || (account.deletedAt !== null && !kept.has(accountId));
    });
    if (isForeign) return appError('not-found');
    const own = new Set(deps.labels.list(post.brandId).map(({ id }) => id));
    return input.labelIds?.every((id) => own.has(id)) === false ? appError('not-found') : null;
  }

  /** Publications of what could not be saved keep the ids of those they were meant for. */
  function typedSnapshot(post: PostRow, content: Content): PostSnapshot {
    const byAccount = new Map(deps.publications.ofPost(post.id).map(({ id, accountId }) => [accountId, id]));
    return { text: content.text, media: content.media, publications: content.publications.map((one) => ({ id: byAccount.get(one.accountId) ?? deps.newId(), ...one })) };
  }
}

/** Adds a revision, unless the newest one says exactly the same. */
export function keepRevision(deps: Pick<PostsDeps, 'revisions' | 'newId'>, postId: Id, reason: RevisionRow['reason'], snapshot: PostSnapshot, now: Millis): void {
  const latest = deps.revisions.latest(postId);
  if (latest !== null && isSame(latest.snapshot, snapshot)) return;
  deps.revisions.add({ id: deps.newId(), postId, at: now, reason, snapshot });
}

/** As SQLite gives it back: no half surrogates, no control characters. */
export function sanitised(content: Content): Content {
  const clean = (text: string): string => sanitiseText(text).text;
  return {
    text: clean(content.text), media: content.media,
    publications: content.publications.map(({ accountId, text, media, thread, options }) => ({
      accountId, text: text === null ? null : clean(text), media, thread: thread.map((part) => ({ text: clean(part.text), media: part.media })), options,
    })),
  };
}
