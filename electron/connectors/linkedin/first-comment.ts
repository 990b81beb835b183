import { z } from 'zod';
import { answerOf } from '../http/read-error';
import { readJson } from '../http/read-json';
import type { CommitOutcome, PublishContext } from '../ports/publish';
import type { LinkedinClient } from './client';
import { readOptions } from './options';
import { commentsPath } from './paths';

type Refused = NonNullable<Extract<CommitOutcome, { readonly type: 'published' }>['commentRefused']>;

/** `sent` before the call, then what became of it. */
const STEP = 'comment';
const madeAnswer = z.object({ id: z.union([z.string(), z.number()]).transform(String) });

const wordsOf = (context: PublishContext): string => readOptions(context)?.firstComment ?? '';

/** The post is to have a comment that was not sent yet. */
export const lacksComment = (context: PublishContext): boolean => wordsOf(context) !== '' && (context.saved[STEP] ?? null) === null;

/**
 * Comments on the post that is out, once: one that got no answer is never sent again, and what becomes of it is no failure of the post.
 * A member's own app may not comment at all (w_member_social_feed), so LinkedIn refuses it there.
 * @returns why there is none, where there is none; null: it is there, or there was to be none
 */
export async function writeComment(client: LinkedinClient, context: PublishContext, post: string): Promise<Refused | null> {
  const words = wordsOf(context);
  const before = context.saved[STEP] ?? null;
  if (words === '' || (typeof before === 'string' && before !== 'sent')) return null;
  if (before === 'sent') return { detail: 'LinkedIn gave no answer to the first comment. See on LinkedIn whether it is there.' };
  const { session, signal } = context;
  context.save(STEP, 'sent');
  const json = { actor: session.remoteId, object: post, message: { text: words } };
  const answer = await client.call(session, { method: 'POST', path: commentsPath(post), json, effect: 'commits', signal });
  if (answer.ok) {
    const made = readJson(answer.value, 'commits', madeAnswer);
    context.save(STEP, answer.value.headers.get('x-restli-id') ?? (made.ok ? made.value.id : 'there'));
    return null;
  }
  const { error } = answer;
  if (error.type === 'unknown') return { detail: 'LinkedIn gave no answer to the first comment. See on LinkedIn whether it is there.', ...answerOf(error) };
  context.save(STEP, 'refused');
  return { detail: 'detail' in error ? error.detail : 'LinkedIn did not take the first comment', ...answerOf(error) };
}
