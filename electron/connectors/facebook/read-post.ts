import type { z } from 'zod';
import { err, ok, type Result } from '#core/result';
import { isGone } from '../http/read-error';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { idAnswer } from './api-types';
import type { FacebookClient } from './client';

export const postPath = (id: string): string => `/${encodeURIComponent(id)}`;

/**
 * One post, or that it is gone. Graph has one answer for "not there" and "not yours to see": it counts as gone while the login works for
 * this Page.
 */
export async function readPost<T>(client: FacebookClient, session: Session, id: string, fields: string, shape: z.ZodType<T>, signal: AbortSignal): Promise<Result<T | 'gone', ConnectorError>> {
  const post = await client.read(session, { method: 'GET', path: postPath(id), fields: { fields }, effect: 'reads', signal }, shape);
  if (post.ok || !isGone(post.error)) return post;
  const me = await client.read(session, { method: 'GET', path: '/me', fields: { fields: 'id' }, effect: 'reads', signal }, idAnswer);
  if (!me.ok) return me;
  return me.value.id === session.remoteId ? ok('gone') : err({ type: 'unavailable', detail: 'Facebook answers for another Page' });
}
