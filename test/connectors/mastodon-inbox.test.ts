import { describe, expect, it } from 'vitest';
import type { InboxPort, ProfilePort, SearchPort } from '#electron/connectors/ports/reading';
import { unique, useMastodon } from './support/mastodon-cases';
import { must } from './support/mastodon-rigs';

const m = useMastodon();
const signal = new AbortController().signal;
const there = <T>(port: T | undefined): T => {
  if (port === undefined) throw new Error('no port');
  return port;
};
const inbox = (): Required<Omit<InboxPort, 'hide'>> => there(m.rig.connector.inbox as Required<Omit<InboxPort, 'hide'>> | undefined);

/** Bob says something, as his own program would. */
async function bobSays(text: string, visibility: string, replyTo?: string): Promise<string> {
  const answer = await fetch(`${m.rig.double.url}/api/v1/statuses`, {
    method: 'POST', headers: { authorization: `Bearer ${m.rig.double.bob.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ status: text, visibility, ...(replyTo === undefined ? {} : { in_reply_to_id: replyTo }) }),
  });
  return String((await answer.json() as { readonly id: unknown }).id);
}

describe('the inbox of a Mastodon account', () => {
  it('tells comments, mentions and messages apart', async () => {
    const outcome = await m.runOf(unique('Ours')).commit();
    if (outcome.type !== 'published') throw new Error(outcome.type);
    const ids = [await bobSays('@alice nice', 'public', outcome.remoteId), await bobSays('Ask @alice', 'unlisted'), await bobSays('@alice between us', 'direct')];
    const { items } = must(await inbox().list(m.rig.session, null, signal));
    expect(ids.map((id) => items.find((one) => one.remoteId === id)?.kind)).toEqual(['comment', 'mention', 'message']);
  });

  it('a reply goes to the same people, names its author, and comes once however often it is asked for', async () => {
    const to = await bobSays('@alice how hot?', 'unlisted');
    const text = unique('1280 degrees');
    const reply = () => inbox().reply(m.rig.session, to, text, signal, `k-${text}`);
    m.rig.proxy.fault(m.rig.isCommit, { kind: 'lose' });
    expect(await reply()).toMatchObject({ ok: false, error: { type: 'unknown' } });
    const sent = must(await reply());
    const made = m.rig.double.posts.filter((post) => post.text === `@bob ${text}`);
    expect(made).toMatchObject([{ id: sent, visibility: 'unlisted', replyTo: { id: to } }]);
    expect(await inbox().reply(m.rig.session, '1', text, signal, 'other')).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'not-found' } });
    must(await inbox().remove(m.rig.session, sent, signal));
    must(await inbox().remove(m.rig.session, sent, signal));
    expect(m.rig.double.posts.some((post) => post.id === sent)).toBe(false);
  });

  it('likes and takes the like back, and twice is as once', async () => {
    const id = await bobSays('@alice look', 'public');
    const likes = () => m.rig.double.posts.find((post) => post.id === id)?.likedBy.size;
    for (const [on, count] of [[true, 1], [true, 1], [false, 0], [false, 0]] as const) {
      must(await inbox().like(m.rig.session, id, on, signal));
      expect(likes()).toBe(count);
    }
    expect(m.rig.connector.inbox?.hide).toBeUndefined();
  });
});

describe('listening on a Mastodon server', () => {
  it('finds posts by their words, page by page', async () => {
    const port = there<SearchPort>(m.rig.connector.search);
    const word = unique('shino').replace(' ', '');
    for (let n = 0; n < 23; n += 1) await bobSays(`${word} ${n}`, 'public');
    const first = must(await port.posts(m.rig.session, word, null, signal));
    expect(first.posts).toHaveLength(20);
    expect(first.posts[0]).toMatchObject({ authorHandle: 'bob', text: `${word} 22`, metrics: { likes: 2 } });
    const second = must(await port.posts(m.rig.session, word, first.cursor, signal));
    expect(second.posts.map((one) => one.text)).toEqual([`${word} 2`, `${word} 1`, `${word} 0`]);
    expect(second.cursor).toBeNull();
  });

  it('reads what anybody may see of an account, and says when there is none', async () => {
    const port = there<ProfilePort>(m.rig.connector.profiles);
    expect(must(await port.read(m.rig.session, '@bob', signal))).toMatchObject({ handle: 'bob', displayName: 'Test bob', followers: 12, following: 3 });
    expect(must(await port.read(m.rig.session, 'nobody', signal))).toBeNull();
  });
});

m.holdToSchema(7);
