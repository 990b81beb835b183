import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/clock';
import type { NativeSchedulePort } from '#electron/connectors/ports/native-schedule';
import type { MetricsPort } from '#electron/connectors/ports/reading';
import { unique, useMastodon } from './support/mastodon-cases';
import { agreeing, login, mastodonOn, must, sessionOf } from './support/mastodon-rigs';
import { realClock } from './support/real-clock';
import { startRun } from './support/run';

const m = useMastodon();
const signal = new AbortController().signal;

describe('handing over to the server', () => {
  const port = (): NativeSchedulePort => {
    const found = m.rig.connector.nativeSchedule;
    if (found === undefined) throw new Error('no port');
    return found;
  };

  it('keeps, moves, and publishes at its time', async () => {
    const text = unique('Later');
    const dueAt = m.rig.clock.now() + HOUR;
    const run = m.runOf(text, {}, 0, dueAt);
    const outcome = await port().schedule(run);
    expect(outcome).toMatchObject({ type: 'processing', checkAt: dueAt + MINUTE });
    if (outcome.type !== 'processing') return;
    expect(await port().status(run, outcome.ref)).toEqual({ ok: true, value: { type: 'waiting' } });
    must(await port().reschedule(m.rig.session, outcome.ref, dueAt + HOUR, signal));
    await m.rig.clock.advance(HOUR + MINUTE);
    expect(m.postOf(text)).toBeUndefined();
    await m.rig.clock.advance(HOUR);
    const moved = { ...run, outgoing: { ...run.outgoing, dueAt: dueAt + HOUR } };
    expect(await port().status(moved, outcome.ref)).toMatchObject({ ok: true, value: { type: 'published' } });
    expect(await m.rig.countPosts(text)).toBe(1);
    expect(await port().cancel(m.rig.session, outcome.ref, signal)).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'not-found' } });
  });

  it('a cancelled one never goes out, and our own commit afterwards is a post of its own', async () => {
    const text = unique('Cancelled');
    const run = m.runOf(text, {}, 0, m.rig.clock.now() + 10 * MINUTE);
    const outcome = await port().schedule(run);
    if (outcome.type !== 'processing') throw new Error(outcome.type);
    must(await port().cancel(m.rig.session, outcome.ref, signal));
    expect(await port().status(run, outcome.ref)).toMatchObject({ ok: true, value: { type: 'absent' } });
    expect((await run.commit()).type).toBe('published');
    await m.rig.clock.advance(HOUR);
    expect(await m.rig.countPosts(text)).toBe(1);
  });

  it('keeps a poll for later as it was chosen', async () => {
    const text = unique('A vote later');
    const run = m.runOf(text, { pollChoice1: 'Ash', pollChoice2: 'Shino', pollLength: '6 hours', pollMultiple: true }, 0, m.rig.clock.now() + HOUR);
    const outcome = await port().schedule(run);
    if (outcome.type !== 'processing') throw new Error(outcome.type);
    await m.rig.clock.advance(HOUR + MINUTE);
    expect(await port().status(run, outcome.ref)).toMatchObject({ ok: true, value: { type: 'published' } });
    expect(m.postOf(text)?.poll).toEqual({ options: ['Ash', 'Shino'], seconds: 6 * 3600, multiple: true, hideTotals: false });
    const both = m.runOf(unique('Both'), { pollChoice1: 'a', pollChoice2: 'b' }, 1, m.rig.clock.now() + HOUR);
    expect(await port().schedule(both)).toMatchObject({ type: 'rejected', reason: 'invalid' });
  });

  it('a lost answer is unknown, and the list has what is there under its key, even after the key is forgotten', async () => {
    const text = unique('Handed over, perhaps');
    const dueAt = m.rig.clock.now() + 5 * HOUR;
    const run = m.runOf(text, {}, 1, dueAt);
    must(await run.prepare());
    m.rig.proxy.fault(m.rig.isCommit, { kind: 'lose' });
    expect((await port().schedule({ ...run, committedAt: m.rig.clock.now() })).type).toBe('unknown');
    await m.rig.clock.advance(2 * HOUR);
    const held = must(await port().held({ ...run, committedAt: m.rig.clock.now() }));
    expect(held.complete).toBe(true);
    expect(held.posts.filter((one) => one.publicationId === run.publicationId)).toEqual([{ ref: m.rig.double.scheduled.find((one) => one.fields['status'] === text)?.id, dueAt, text, mediaCount: 1, publicationId: run.publicationId }]);
    // Whoever asks, and with a key that was made anew after a back-up was put back.
    expect(must(await port().held(m.runOf(text))).posts.find((one) => one.text === text)).toMatchObject({ publicationId: run.publicationId });
  });

  it('lists everything it keeps, page by page', async () => {
    const texts = Array.from({ length: 45 }, () => unique('One of many'));
    for (const text of texts) expect((await port().schedule(m.runOf(text, {}, 0, m.rig.clock.now() + 9 * HOUR))).type).toBe('processing');
    const held = must(await port().held(m.runOf('x')));
    expect(held.complete).toBe(true);
    expect(texts.filter((text) => !held.posts.some((one) => one.text === text))).toEqual([]);
    const broken = m.runOf('x');
    m.rig.proxy.fault((request) => request.path.includes('max_id'), { kind: 'reset' });
    expect(await port().held(broken)).toMatchObject({ ok: false, error: { type: 'unavailable' } });
  });

  it('what is taken back and handed over again within the hour is kept as it is now', async () => {
    const first = unique('First words');
    const second = unique('Second words');
    const run = m.runOf(first, {}, 0, m.rig.clock.now() + HOUR);
    const kept = await port().schedule({ ...run, committedAt: m.rig.clock.now() });
    if (kept.type !== 'processing') throw new Error(kept.type);
    must(await port().cancel(m.rig.session, kept.ref, signal));
    await m.rig.clock.advance(SECOND);
    const again = await port().schedule({ ...run, committedAt: m.rig.clock.now() });
    if (again.type !== 'processing') throw new Error(again.type);
    expect(again.ref).not.toBe(kept.ref);
    must(await port().cancel(m.rig.session, again.ref, signal));
    await m.rig.clock.advance(SECOND);
    const later = { ...run, outgoing: { ...run.outgoing, parts: [{ text: second, media: [] }], dueAt: m.rig.clock.now() + 2 * HOUR }, committedAt: m.rig.clock.now() };
    expect(await port().schedule(later)).toMatchObject({ type: 'processing', checkAt: later.outgoing.dueAt + MINUTE });
    expect(m.rig.double.scheduled.filter((one) => [first, second].includes(String(one.fields['status']))).map((one) => one.fields['status'])).toEqual([second]);
  });

  it('too soon, a thread, or a server that does not keep posts: said, and nothing is out', async () => {
    const soon = unique('Too soon');
    expect(await port().schedule(m.runOf(soon, {}, 0, m.rig.clock.now() + 4 * MINUTE))).toMatchObject({ type: 'rejected' });
    const thread = startRun(m.rig, { parts: [{ text: 'a', media: [] }, { text: 'b', media: [] }], options: {}, dueAt: m.rig.clock.now() + HOUR });
    expect(await port().schedule(thread)).toMatchObject({ type: 'rejected', reason: 'invalid' });
    await m.rig.proxy.reset();
    const other = { ...m.runOf('c', {}, 0, m.rig.clock.now() + HOUR), session: { ...m.rig.session, secret: { ...m.rig.session.secret, software: 'other' } } };
    expect(await port().schedule(other)).toMatchObject({ type: 'rejected', reason: 'other' });
    expect(m.rig.proxy.seen).toEqual([]);
    expect(m.postOf(soon)).toBeUndefined();
  });

  it('a server that publishes at once instead is taken at its word', async () => {
    const run = m.runOf(unique('At once'), {}, 0, m.rig.clock.now() + HOUR);
    const lie = { id: '77', created_at: '2026-11-22T09:00:00.000Z', content: '', uri: 'https://social.example/77', url: 'https://social.example/@alice/77' };
    m.rig.proxy.fault(m.rig.isCommit, { kind: 'answer', status: 200, body: JSON.stringify(lie) });
    expect(await port().schedule(run)).toMatchObject({ type: 'published', remoteId: '77', permalink: 'https://social.example/@alice/77' });
  });
});

describe('reading', () => {
  it('counts in batches, leaves out what is gone, and asks one by one where there are no batches', async () => {
    const metrics = (m.rig.connector.metrics satisfies MetricsPort | undefined)?.posts;
    if (metrics === undefined) throw new Error('no port');
    const ids: string[] = [];
    for (let n = 0; n < 25; n += 1) {
      const outcome = await m.runOf(unique('Counted')).commit();
      if (outcome.type === 'published') ids.push(outcome.remoteId);
    }
    await m.rig.proxy.reset();
    const counted = must(await metrics(m.rig.session, [...ids, '999'], signal));
    expect(counted.size).toBe(25);
    expect(counted.get(ids[0] ?? '')).toEqual({ likes: 2, reposts: 1, replies: 0, quotes: 0, views: null });
    expect(m.rig.proxy.seen).toHaveLength(2);
    m.rig.proxy.fault((r) => r.path.startsWith('/api/v1/statuses?'), { kind: 'answer', status: 404 }, 10);
    expect(must(await metrics(m.rig.session, [...ids.slice(0, 3), '999'], signal)).size).toBe(3);
  });

  it('brings answers and mentions since the last look, each once', async () => {
    const inbox = m.rig.connector.inbox;
    if (inbox === undefined) throw new Error('no port');
    const first = must(await inbox.list(m.rig.session, null, signal));
    const outcome = await m.runOf(unique('Which glaze?')).commit();
    const bob = { ...m.rig.session, remoteId: m.rig.double.bob.id, secret: { ...m.rig.session.secret, accessToken: m.rig.double.bob.token } };
    const say = (text: string, extra: Readonly<Record<string, unknown>>) =>
      fetch(`${m.rig.double.url}/api/v1/statuses`, { method: 'POST', headers: { authorization: `Bearer ${m.rig.double.bob.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ status: text, ...extra }) });
    expect(bob.secret['accessToken']).toBe(m.rig.double.bob.token);
    await say('@alice the <blue> one\n& the green', { in_reply_to_id: outcome.type === 'published' ? outcome.remoteId : '' });
    await say('Have you seen @alice and her mugs?', {});
    const second = must(await inbox.list(m.rig.session, first.cursor, signal));
    expect(second.items.map((item) => [item.kind, item.text, item.authorHandle])).toEqual([
      ['mention', 'Have you seen @alice and her mugs?', 'bob'], ['comment', '@alice the <blue> one\n& the green', 'bob'],
    ]);
    expect(second.items[1]?.postRemoteId).toBe(outcome.type === 'published' ? outcome.remoteId : '');
    expect(must(await inbox.list(m.rig.session, second.cursor, signal))).toEqual({ items: [], cursor: second.cursor });
  });

  it('the profile, and a revoked token', async () => {
    const connected = must(await login(mastodonOn(realClock), m.rig.double.url, agreeing));
    const session = sessionOf(connected);
    expect(must(await m.rig.connector.account.profile(session, signal))).toMatchObject({ handle: 'alice@social.example', limits: { maxCharacters: 500 } });
    await m.rig.connector.account.revoke?.(session, signal);
    expect(await m.rig.connector.account.profile(session, signal)).toMatchObject({ ok: false, error: { type: 'reauth' } });
  });
});

m.holdToSchema(10);
