import type { z } from 'zod';
import { ok, type Result } from '#core/result';
import { postOrGone } from '../meta-graph/own-post';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { idAnswer } from './api-types';
import type { FacebookClient } from './client';

export const postPath = (id: string): string => `/${encodeURIComponent(id)}`;

/** One post, or that it is gone. */
export async function readPost<T>(client: FacebookClient, session: Session, id: string, fields: string, shape: z.ZodType<T>, signal: AbortSignal): Promise<Result<T | 'gone', ConnectorError>> {
  const post = await client.read(session, { method: 'GET', path: postPath(id), fields: { fields }, effect: 'reads', signal }, shape);
  return postOrGone('Facebook', session, post, async () => {
    const me = await client.read(session, { method: 'GET', path: '/me', fields: { fields: 'id' }, effect: 'reads', signal }, idAnswer);
    return me.ok ? ok(me.value.id) : me;
  });
}
