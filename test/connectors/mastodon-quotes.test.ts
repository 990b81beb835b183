import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#core/clock';
import { unique, useMastodon } from './support/mastodon-cases';
import { must } from './support/mastodon-rigs';

const m = useMastodon();
const signal = new AbortController().signal;

async function publish(text: string): Promise<{ readonly id: string; readonly link: string }> {
  const outcome = await m.runOf(text).commit();
  if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
  return { id: outcome.remoteId, link: `${m.rig.double.url}/@alice/${outcome.remoteId}` };
}

describe('quoting a post on a Mastodon server', () => {
  it('looks it up before anything is public, and sends its id with the first part alone', async () => {
    const quoted = await publish(unique('Said before'));
    const text = unique('Still true');
    const run = m.runOf(text, { quotePost: quoted.link });
    await m.rig.proxy.reset();
    must(await run.prepare());
    expect(m.rig.proxy.seen.map((one) => one.method)).toEqual(['GET']);
    expect((await run.commit()).type).toBe('published');
    expect(m.postOf(text)).toMatchObject({ quoted: quoted.id });
  });

  it('an answer that is lost is found again, though the server puts a line of its own before the words', async () => {
    const quoted = await publish(unique('Said before'));
    const text = unique('Lost, and there');
    const run = m.runOf(text, { quotePost: quoted.link });
    must(await run.prepare());
    m.rig.proxy.fault(m.rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    expect(await m.rig.connector.publish.findPublished({ ...run, saved: {} })).toMatchObject({ ok: true, value: { type: 'published' } });
    expect(await m.rig.countPosts(text)).toBe(1);
  });

  it('a post that is gone, one nobody may quote, and a server without quotes are said, and nothing is out', async () => {
    const quoted = await publish(unique('Gone soon'));
    const text = unique('Never out');
    const run = m.runOf(text, { quotePost: quoted.link });
    expect(await run.commit()).toMatchObject({ type: 'unavailable' });
    m.rig.double.quotes = 'denied';
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'forbidden' } });
    m.rig.double.quotes = 'none';
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'invalid' } });
    m.rig.double.quotes = 'automatic';
    must(await m.rig.connector.publish.remove(m.rig.session, quoted.id, signal));
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'not-found' } });
    m.rig.proxy.fault(() => true, { kind: 'answer', status: 503, body: '{}' });
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    expect(m.postOf(text)).toBeUndefined();
  });

  it('is handed over for later too', async () => {
    const quoted = await publish(unique('Said before'));
    const text = unique('Later');
    const run = m.runOf(text, { quotePost: quoted.link }, 0, m.rig.clock.now() + HOUR);
    expect(await m.rig.connector.nativeSchedule?.schedule(run)).toMatchObject({ type: 'unavailable' });
    must(await run.prepare());
    expect(await m.rig.connector.nativeSchedule?.schedule(run)).toMatchObject({ type: 'processing' });
    await m.rig.clock.advance(HOUR + MINUTE);
    await m.rig.connector.account.profile(m.rig.session, signal);
    expect(m.postOf(text)).toMatchObject({ quoted: quoted.id });
  });
});

m.holdToSchema(5);
