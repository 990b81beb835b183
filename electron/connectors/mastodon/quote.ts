import { z } from 'zod';
import type { MastodonOptions } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { PublishContext } from '../ports/publish';
import type { MastodonClient } from './client';

/** `current_user`: how the quoted post's author takes a quote of ours. Servers before 4.5 have no such field, and no quotes. */
const quoted = z.object({ id: z.string().min(1).max(200), quote_approval: z.object({ current_user: z.string() }).nullish().catch(null) });
const searchAnswer = z.object({ statuses: z.array(quoted).max(100) });
const savedQuote = z.object({ link: z.string(), id: z.string() });

export const quoteStep = 'quote';
const linkOf = (options: MastodonOptions): string => options.quotePost.trim();

/** The id of the post that this one quotes: null for none, undefined while it is not looked up. */
export function quotedId({ saved }: Pick<PublishContext, 'saved'>, options: MastodonOptions): string | null | undefined {
  const link = linkOf(options);
  const known = savedQuote.safeParse(saved[quoteStep]).data;
  return link === '' ? null : known?.link === link ? known.id : undefined;
}

const refused = (reason: 'not-found' | 'forbidden' | 'invalid', detail: string): Result<never, ConnectorError> => err({ type: 'rejected', reason, detail });

/** Asks the server for the post behind the link (/api/v2/search with `resolve`), which reads it from wherever it lies. Saved for the commit. */
export async function prepareQuote(client: MastodonClient, context: PublishContext, options: MastodonOptions): Promise<Result<null, ConnectorError>> {
  const link = linkOf(options);
  if (link === '') return ok(null);
  const query = new URLSearchParams({ q: link, type: 'statuses', resolve: 'true', limit: '1' });
  const found = await client.read(context.session, { method: 'GET', path: `/api/v2/search?${query}`, effect: 'reads', signal: context.signal }, searchAnswer);
  if (!found.ok) return found;
  const [post] = found.value.statuses;
  if (post === undefined) return refused('not-found', 'The post to quote is not there any more, or its server does not give it out: mend the link, or take it out.');
  const { quote_approval: approval = null } = post;
  if (approval === null) return refused('invalid', 'This server has no quotes yet, and would publish the words without it: take the link out.');
  if (approval.current_user === 'denied') return refused('forbidden', 'Its author does not let this account quote that post: take the link out.');
  context.save(quoteStep, { link, id: post.id });
  return ok(null);
}
