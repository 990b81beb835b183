import { describe, expect, it } from 'vitest';
import { HOUR } from '#core/clock';
import { unique, useMastodon } from './support/mastodon-cases';
import { must } from './support/mastodon-rigs';
import { startRun, testPicture } from './support/run';

const m = useMastodon();
const ballot = { pollChoice1: ' Ash ', pollChoice2: 'Celadon', pollChoice4: 'Shino' };

describe('a poll', () => {
  it('goes out as it was chosen, with the first part alone', async () => {
    const [text, more] = [unique('Which glaze?'), unique('And why?')];
    const options = { ...ballot, pollLength: '3 days', pollMultiple: true, pollHideTotals: true, language: 'de', quotes: 'followers' };
    const run = startRun(m.rig, { parts: [{ text, media: [] }, { text: more, media: [testPicture()] }], options, dueAt: m.rig.clock.now() });
    must(await run.prepare());
    expect(await run.commit()).toMatchObject({ type: 'published' });
    expect(m.postOf(text)).toMatchObject({ poll: { options: ['Ash', 'Celadon', 'Shino'], seconds: 3 * 86_400, multiple: true, hideTotals: true }, language: 'de', quotes: 'followers' });
    expect(m.postOf(more)).toMatchObject({ poll: null, quotes: 'followers' });
  });

  it('is absent where nobody chose one, and so is a word about quotes', async () => {
    const text = unique('No vote');
    expect((await m.runOf(text, { pollChoice1: '  ', pollLength: '1 hour' }).commit()).type).toBe('published');
    expect(m.postOf(text)).toMatchObject({ poll: null, quotes: null });
  });

  it.each([
    ['beside pictures', ballot, 1], ['with one choice', { pollChoice2: 'a' }, 0], ['with the same choice twice', { pollChoice1: 'a', pollChoice2: 'a' }, 0],
    ['for a time nobody offers', { ...ballot, pollLength: '2 hours' }, 0],
  ])('%s is refused before anything is sent', async (_name, options, pictures) => {
    const text = unique('Refused');
    const run = m.runOf(text, options, pictures);
    const [prepared, committed] = [await run.prepare(), await run.commit()];
    expect(committed).toMatchObject({ type: 'rejected', reason: 'invalid' });
    if (pictures > 0) expect(prepared).toMatchObject({ ok: false, error: { reason: 'invalid', detail: expect.stringContaining('not both') } });
    expect(m.rig.proxy.seen).toEqual([]);
  });

  it.each([
    ['a choice too long', { ...ballot, pollChoice3: 'x'.repeat(51) }], ['a choice too many', { ...ballot, pollChoice3: 'c', pollChoice5: 'e' }],
  ])('%s for this server is refused in its words, and is no duplicate', async (_name, options) => {
    expect(await m.runOf(unique('Too much'), options).commit()).toMatchObject({ type: 'rejected', reason: 'invalid', detail: expect.stringContaining('Options') });
  });

  it('is told by the server, so limits are its own', () => {
    expect(m.rig.session.limits).toMatchObject({ takesPolls: true, maxPollChoices: 4, maxPollCharacters: 50, minPollSeconds: 300, maxPollSeconds: 2_629_746 });
  });

  it('is not sent to a server that is no Mastodon', async () => {
    const session = { ...m.rig.session, secret: { ...m.rig.session.secret, software: 'other' } };
    const run = startRun({ ...m.rig, session }, { parts: [{ text: unique('No'), media: [] }], options: ballot, dueAt: m.rig.clock.now() });
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', detail: expect.stringContaining('no Mastodon') } });
    expect(await run.commit()).toMatchObject({ type: 'rejected' });
    expect(m.rig.proxy.seen).toEqual([]);
  });

  it('an answer that is lost is found again, and repeating it makes no second vote', async () => {
    const text = unique('Lost');
    const run = m.runOf(text, ballot);
    m.rig.proxy.fault(m.rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'published', remoteId: m.postOf(text)?.id } });
    expect((await m.rig.connector.publish.commit({ ...run, saved: {} })).type).toBe('published');
    expect(await m.rig.countPosts(text)).toBe(1);
  });

  it('the same words without it are another post', async () => {
    const text = unique('Same words');
    const at = m.rig.clock.now();
    await m.runOf(text).commit();
    const run = m.runOf(text, ballot);
    expect(await m.rig.connector.publish.findPublished({ ...run, committedAt: at })).toEqual({ ok: true, value: { type: 'absent' } });
    await m.rig.clock.advance(2 * HOUR);
    expect((await run.commit()).type).toBe('published');
    expect(await m.rig.countPosts(text)).toBe(2);
  });
});

m.holdToSchema(4);
