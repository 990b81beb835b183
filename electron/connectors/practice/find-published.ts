import { type Millis, SECOND } from '#core/clock';
import { ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingPart, PublishContext, PublishPort } from '../ports/publish';
import { findThread, partKey, type Sought } from '../publishing/thread';
import { type PostAnswer, postList } from './api-types';
import type { PracticeClient, PracticeDeps } from './client';

/** The server's clock is this machine's, but the wall clock may be set between the two readings. */
const CLOCK_MARGIN: Millis = 5 * SECOND;
const PAGE = 100;
/** A look after a long time away reads on past what has gone out since; only a list without an end is given up. */
const MAX_PAGES = 100;

/**
 * Looks for what an attempt without an answer may have made: by its key where the server keeps keys, else among the account's own
 * posts since the commit, by text, pictures and place in the thread. Parts that are found are saved, so `commit` goes on behind them.
 */
export function createFindPublished(deps: PracticeDeps, client: PracticeClient): PublishPort['findPublished'] {
  function page(context: PublishContext, query: Readonly<Record<string, string>>) {
    const path = `/api/me/posts?${new URLSearchParams(query).toString()}`;
    return client.read(context.session, { method: 'GET', path, effect: 'reads', signal: context.signal }, postList);
  }

  async function byKey(context: PublishContext, index: number): Promise<Result<Sought, ConnectorError>> {
    const found = await page(context, { idempotency_key: partKey(context.key, index) });
    if (!found.ok) return found;
    const post = found.value.posts[0];
    return ok(post === undefined ? { type: 'absent' } : toPart(post));
  }

  async function sinceCommit(context: PublishContext): Promise<Result<readonly PostAnswer[] | null, ConnectorError>> {
    const since = String(Math.floor((context.committedAt ?? context.outgoing.dueAt) - CLOCK_MARGIN));
    const posts: PostAnswer[] = [];
    let before: string | null = null;
    for (let i = 0; i < MAX_PAGES; i += 1) {
      const found: Awaited<ReturnType<typeof page>> = await page(context, { since, limit: String(PAGE), ...(before === null ? {} : { before }) });
      if (!found.ok) return found;
      posts.push(...found.value.posts);
      before = found.value.next;
      if (before === null) return ok(posts);
    }
    return ok(null);
  }

  return async (context) => {
    let recent: readonly PostAnswer[] | null = null;
    if (!deps.honoursKeys() || context.byWords === true) {
      const read = await sinceCommit(context);
      if (!read.ok) return read;
      if (read.value === null) return ok({ type: 'cannot-tell', detail: `more than ${PAGE * MAX_PAGES} posts since then` });
      recent = read.value;
    }
    return findThread(context, (part, p, { parent }) => (recent === null ? byKey(context, p) : ok(match(recent, part, parent))));
  };
}

const toPart = ({ id, url }: PostAnswer): Sought => ({ type: 'published', part: { id, url } });

function match(posts: readonly PostAnswer[], part: OutgoingPart, replyTo: string | null): Sought {
  const alike = posts.filter((p) => plain(p.text) === plain(part.text) && p.media.length === part.media.length && p.reply_to === replyTo);
  const [post] = alike;
  if (post === undefined) return { type: 'absent' };
  // Two posts with the same words may be two publications; which of them is ours cannot be told.
  return alike.length > 1 ? { type: 'cannot-tell', detail: `${alike.length} posts with the same text` } : toPart(post);
}

/** Networks tidy a text as they take it: line ends, spaces at both ends, composed letters. */
const plain = (text: string): string => text.replaceAll('\r\n', '\n').normalize('NFC').trim();
