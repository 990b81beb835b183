import { err, ok, type Result } from '#core/result';
import { isGone } from '../http/read-error';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { CommitOutcome } from '../ports/publish';
import { published, type SavedPart } from '../publishing/thread';

/**
 * One post, or that it is gone. Graph has one answer for "not there" and "not yours to see": with a login that works for this account it is
 * the first.
 * @param network its name, for people
 * @param me asks whose the login is
 */
export async function postOrGone<T>(network: string, session: Session, post: Result<T, ConnectorError>, me: () => Promise<Result<string, ConnectorError>>): Promise<Result<T | 'gone', ConnectorError>> {
  if (post.ok || !isGone(post.error)) return post;
  const who = await me();
  if (!who.ok) return who;
  return who.value === session.remoteId ? ok('gone') : err({ type: 'unavailable', detail: `${network} answers for another account` });
}

/** What `check` says where a post is public as soon as the network answers, so that a ref can only be the id of one. */
export function checked(network: string, post: Result<SavedPart | 'gone', ConnectorError>): CommitOutcome {
  if (!post.ok) return post.error;
  return post.value === 'gone' ? { type: 'rejected', reason: 'not-found', detail: `${network} does not have this post` } : published(post.value);
}

/** What `fetchPost` says of the same. */
export const liveOrGone = (post: Result<SavedPart | 'gone', ConnectorError>): Result<'live' | 'gone', ConnectorError> => (post.ok ? ok(post.value === 'gone' ? 'gone' : 'live') : post);
