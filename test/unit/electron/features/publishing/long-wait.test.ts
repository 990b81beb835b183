import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { createWorld } from '#test/support/publishing-world';

describe('a network that wants nothing for days', () => {
  it('holds nothing back in silence: what becomes too late meanwhile is asked about, with the reason', async () => {
    const w = createWorld({ accounts: 2 });
    w.start();
    const [told, other, later, elsewhere] = [w.add({ dueIn: 30 * SECOND }), w.add({ dueIn: 5 * MINUTE }), w.add({ dueIn: 3 * HOUR }), w.add({ dueIn: 6 * MINUTE, account: 1 })];
    w.network.fail('commit', { kind: 'rate-limited', ms: 10 * DAY });
    await w.run(2 * HOUR, 10 * SECOND);
    for (const id of [told, other]) expect(w.row(id)).toMatchObject({ state: 'missed', problemCode: 'rate-limited' });
    expect([w.row(later).state, w.row(elsewhere).state, w.network.calls('commit')]).toEqual(['scheduled', 'published', 2]);
    expect(w.codes(other).filter((code) => code === 'missed')).toHaveLength(1);
    await w.run(2 * HOUR, 10 * SECOND);
    expect(w.row(later)).toMatchObject({ state: 'missed', problemCode: 'rate-limited' });
    // Somebody wants it now: the network is asked no sooner, and that is said again.
    expect((await w.engine().missed(other, 'now')).ok).toBe(true);
    await w.run(HOUR, 10 * SECOND);
    expect(w.row(other)).toMatchObject({ state: 'missed', problemCode: 'rate-limited' });
    expect(w.network.calls('commit')).toBe(2);
  });

  it('does not keep a lost answer to itself either, and looks when it may', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: 30 * SECOND });
    w.network.fail('commit', { kind: 'lost' });
    w.network.fail('find', { kind: 'rate-limited', ms: 2 * HOUR });
    await w.run(5 * MINUTE);
    expect(w.row(id).state).toBe('unconfirmed');
    expect(w.network.calls('find')).toBe(1);
    await w.run(2 * HOUR, 10 * SECOND);
    expect(w.row(id).state).toBe('published');
    expect(w.onServer(id)).toBe(1);
  });

  it('a shorter wait is no reason to ask', async () => {
    const w = createWorld();
    w.start();
    const ids = [w.add({ dueIn: 30 * SECOND }), w.add({ dueIn: MINUTE })];
    w.network.fail('commit', { kind: 'rate-limited', ms: 20 * MINUTE });
    await w.run(25 * MINUTE, 5 * SECOND);
    expect(ids.map((id) => w.row(id).state)).toEqual(['published', 'published']);
    expect(ids.flatMap((id) => w.codes(id))).not.toContain('missed');
  });
});
