import { instagramOptions } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import { answerOf } from '../http/read-error';
import { readJson } from '../http/read-json';
import { listOf } from '../meta-graph/answers';
import type { ConnectorError } from '../ports/connector-error';
import type { CommitOutcome, PublishContext } from '../ports/publish';
import { essence } from '../publishing/same-words';
import { commentAnswer, madeAnswer } from './api-types';
import type { InstagramClient } from './client';

type Refused = NonNullable<Extract<CommitOutcome, { readonly type: 'published' }>['commentRefused']>;

const STEP = 'comment';
const TRIED = 'comment-tried';
const PAGE = 50;
const MAX_PAGES = 10;
/** Then nobody can tell, and nothing is written a second time. */
export const NOT_ALL = 'Instagram does not show all comments, and one of them may be the first comment';
const comments = listOf(commentAnswer);
const wordsOf = ({ outgoing }: PublishContext): string => instagramOptions.safeParse(outgoing.options).data?.firstComment ?? '';

/** Whether the post has the first comment it was to have. `none`: it was to have none; `unclear`: not all comments could be read. Only reads, but for what it saves. */
export async function findComment(client: InstagramClient, context: PublishContext, postId: string): Promise<Result<'none' | 'there' | 'absent' | 'unclear', ConnectorError>> {
  const words = wordsOf(context);
  if (words === '') return ok('none');
  if (typeof context.saved[STEP] === 'string') return ok('there');
  const { session, signal } = context;
  let after: string | null = null;
  // The newest come first, so ours lies behind those of everybody who has answered since.
  for (let n = 0; n < MAX_PAGES; n += 1) {
    const fields: Record<string, string> = { fields: 'id,text,timestamp,username', limit: String(PAGE), ...(after === null ? {} : { after }) };
    const read = await client.read(session, { method: 'GET', path: `/${encodeURIComponent(postId)}/comments`, fields, effect: 'reads', signal }, comments);
    // A login that may not read comments may not write them either, and writing says so. What a restored back-up has forgotten may be there.
    if (!read.ok && read.error.type === 'rejected' && context.saved[TRIED] !== true) return ok(context.byWords === true ? 'unclear' : 'absent');
    if (!read.ok) return read;
    const own = read.value.items.find(({ text, username }) => username.toLowerCase() === session.handle.toLowerCase() && essence(text) === essence(words));
    if (own !== undefined) {
      context.save(STEP, own.id);
      return ok('there');
    }
    if (!read.value.whole) return ok('unclear');
    after = read.value.next;
    if (after === null) return ok('absent');
  }
  return ok('unclear');
}

/** @returns the refusal, where there was one; null: it is there, or there was to be none */
export async function writeComment(client: InstagramClient, context: PublishContext, postId: string): Promise<Result<Refused | null, ConnectorError>> {
  const words = wordsOf(context);
  if (words === '' || typeof context.saved[STEP] === 'string') return ok(null);
  const { session, signal } = context;
  // One that was sent before and had no answer may be there.
  if (context.saved[TRIED] === true) {
    const found = await findComment(client, context, postId);
    if (!found.ok) return found;
    if (found.value === 'there') return ok(null);
    if (found.value === 'unclear') return err({ type: 'unknown', detail: NOT_ALL });
  }
  context.save(TRIED, true);
  const answer = await client.call(session, { method: 'POST', path: `/${encodeURIComponent(postId)}/comments`, fields: { message: words }, effect: 'commits', signal });
  // The post is out and stays so: what is refused of its comment is no failure of the post, and its activity says it.
  if (!answer.ok) {
    if (answer.error.type !== 'rejected') return answer;
    context.save(STEP, 'refused');
    return ok({ detail: answer.error.detail, ...answerOf(answer.error) });
  }
  const made = readJson(answer.value, 'commits', madeAnswer);
  if (!made.ok) return made;
  context.save(STEP, made.value.id);
  return ok(null);
}
