import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '#core/clock';
import { PREPARE_LEAD_MS } from '#core/posts/lead';
import { publicationStates, transitions } from '#core/posts/states';
import { resolveWallTime, toWallTime } from '#core/time';
import { createPlanningWorld, inHours, NOW } from '#test/support/planning-world';

function world() {
  const w = createPlanningWorld();
  const brand = w.addBrand();
  const accountIds = [w.addAccount(brand), w.addAccount(brand)];
  const post = w.addPost(brand, accountIds);
  const [first = '', second = ''] = post.publications.map(({ id }) => id);
  return { ...w, brand, accountIds, post, first, second };
}
const at = (wall: string) => ({ kind: 'at' as const, wall });

describe('schedule', () => {
  it('resolves the wall time in the brand’s zone, wakes the publisher ahead of it and tells who looks', () => {
    const w = world();
    const done = w.value(w.planning.schedule({ postId: w.post.id, when: at('2026-11-23T10:00'), skipProblems: false }));
    expect(done).toMatchObject({ postId: w.post.id, at: Date.UTC(2026, 10, 23, 10), wall: '2026-11-23T10:00', adjusted: 'none' });
    expect(w.publication(w.first)).toMatchObject({ state: 'scheduled', dueWall: '2026-11-23T10:00', dueZone: 'Europe/Dublin', dueAt: done.at, wakeAt: done.at - PREPARE_LEAD_MS });
    expect(w.wakes()).toBe(1);
    expect(w.topics).toContain('calendar');
    expect(w.activity.filter(({ code }) => code === 'scheduled')).toHaveLength(2);
  });

  it('moves a time that does not exist forward, takes the first of two, and says so', () => {
    const w = world();
    expect(w.value(w.planning.schedule({ postId: w.post.id, when: at('2027-03-28T01:30'), skipProblems: false }))).toMatchObject({ wall: '2027-03-28T02:30', adjusted: 'gap' });
    expect(w.publication(w.first).dueWall).toBe('2027-03-28T01:30');
    expect(w.value(w.planning.schedule({ postId: w.post.id, when: at('2027-10-31T01:30'), skipProblems: false }))).toMatchObject({ adjusted: 'overlap', at: Date.UTC(2027, 9, 31, 0, 30) });
  });

  it('names each login that ends before the time, once, and moving does too', () => {
    const w = world();
    const endsAt = Date.UTC(2026, 10, 23, 10);
    w.accounts.update(w.accountIds[0] ?? '', { expiresAt: endsAt }, NOW);
    const ends = [{ network: 'practice', handle: 'harrow', endsAt }];
    const before = w.value(w.planning.schedule({ postId: w.post.id, when: at('2026-11-23T09:59'), skipProblems: false }));
    expect(before.loginEnds).toEqual([]);
    expect(w.value(w.planning.move({ postId: w.post.id, wall: '2026-11-23T10:00' })).loginEnds).toEqual(ends);
    expect(w.value(w.planning.schedule({ postId: w.post.id, when: at('2026-11-24T10:00'), skipProblems: false })).loginEnds).toEqual(ends);
    w.accounts.update(w.accountIds[0] ?? '', { health: 'signed-out' }, NOW);
    expect(w.value(w.planning.move({ postId: w.post.id, wall: '2026-11-24T11:00' })).loginEnds).toEqual([]);
  });

  it.each([
    ['2026-11-22T08:58', 'time-past'], ['2020-01-01T00:00', 'time-past'], ['2026-02-30T10:00', 'time-malformed'], ['2026-11-23T24:00', 'time-malformed'], ['tomorrow', 'time-malformed'],
  ])('refuses %s as %s and changes nothing', (wall, code) => {
    const w = world();
    expect(w.planning.schedule({ postId: w.post.id, when: at(wall), skipProblems: true })).toMatchObject({ error: { code } });
    expect(w.publication(w.first).state).toBe('draft');
    expect(w.wakes()).toBe(0);
  });

  it('takes the minute that has just begun for now', () => {
    const w = world();
    w.clock.jump(59_000);
    expect(w.planning.schedule({ postId: w.post.id, when: at('2026-11-22T09:00'), skipProblems: false }).ok).toBe(true);
  });

  it('sends now', () => {
    const w = world();
    expect(w.value(w.planning.schedule({ postId: w.post.id, when: { kind: 'now' }, skipProblems: false }))).toMatchObject({ at: NOW, wall: '2026-11-22T09:00' });
    expect(w.publication(w.first)).toMatchObject({ state: 'scheduled', dueAt: NOW });
  });

  it('finds the next slot of any of the accounts that none of them has filled', () => {
    const w = world();
    expect(w.planning.schedule({ postId: w.post.id, when: { kind: 'slot' }, skipProblems: false })).toMatchObject({ error: { code: 'no-slots' } });
    w.setSlots(w.accountIds[0] ?? '', [{ weekday: 1, time: '09:30' }]);
    const other = w.addPost(w.brand, [w.accountIds[1] ?? '']);
    w.value(w.planning.schedule({ postId: other.id, when: at('2026-11-23T09:30'), skipProblems: false }));
    expect(w.value(w.planning.schedule({ postId: w.post.id, when: { kind: 'slot' }, skipProblems: false })).wall).toBe('2026-11-30T09:30');
    // Its own slot is free for itself.
    expect(w.value(w.planning.schedule({ postId: w.post.id, when: { kind: 'slot' }, skipProblems: false })).wall).toBe('2026-11-30T09:30');
    expect(w.value(w.planning.nextSlot({ accountIds: w.accountIds })).wall).toBe('2026-12-07T09:30');
    expect(w.value(w.planning.nextSlot({ accountIds: w.accountIds.slice(0, 1) })).wall).toBe('2026-11-23T09:30');
    expect(w.planning.slotFor(w.accountIds[0] ?? '', inHours(24 * 30))?.zone).toBe('Europe/Dublin');
  });

  it('stops at problems, or leaves just those out and in sight', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand();
    const long = w.addPost(brand, [w.addAccount(brand, 'mastodon'), w.addAccount(brand, 'bluesky')], 'x'.repeat(400));
    const refused = w.planning.schedule({ postId: long.id, when: at('2026-11-23T10:00'), skipProblems: false });
    expect(refused).toMatchObject({ error: { code: 'has-problems', params: { count: 1, code: 'text-too-long' } } });
    w.value(w.planning.schedule({ postId: long.id, when: at('2026-11-23T10:00'), skipProblems: true }));
    const states = w.value(w.posts.get(long.id)).publications.map(({ network, state, wakeAt }) => [network, state, wakeAt !== null]);
    expect(states).toEqual([['mastodon', 'scheduled', true], ['bluesky', 'draft', false]]);
    const chips = w.planning.calendar({ brandId: brand, from: NOW, to: inHours(72) });
    expect(chips).toMatchObject([{ state: 'draft', publications: [{ state: 'scheduled' }, { state: 'draft' }] }]);
    const none = w.addPost(brand, [w.addAccount(brand, 'bluesky')], 'y'.repeat(400));
    expect(w.planning.schedule({ postId: none.id, when: at('2026-11-23T10:00'), skipProblems: true })).toMatchObject({ error: { code: 'has-problems' } });
  });

  it('needs a post, an account and publications of that post', () => {
    const w = world();
    const bare = w.addPost(w.brand, []);
    expect(w.planning.schedule({ postId: bare.id, when: { kind: 'now' }, skipProblems: false })).toMatchObject({ error: { code: 'no-accounts' } });
    expect(w.planning.schedule({ postId: bare.id, publicationIds: [w.first], when: { kind: 'now' }, skipProblems: false })).toMatchObject({ error: { code: 'no-accounts' } });
    const other = w.addPost(w.brand, w.accountIds);
    expect(w.planning.schedule({ postId: other.id, publicationIds: [w.first], when: { kind: 'now' }, skipProblems: false })).toMatchObject({ error: { code: 'not-found' } });
    expect(w.planning.schedule({ postId: w.newId(), when: { kind: 'now' }, skipProblems: false })).toMatchObject({ error: { code: 'not-found' } });
  });

  it('leaves alone what is published, and refuses it by name', () => {
    const w = world();
    w.publish(w.first);
    w.value(w.planning.schedule({ postId: w.post.id, when: at('2026-11-23T10:00'), skipProblems: false }));
    expect([w.publication(w.first).state, w.publication(w.second).state]).toEqual(['published', 'scheduled']);
    expect(w.planning.schedule({ postId: w.post.id, publicationIds: [w.first], when: at('2026-11-23T10:00'), skipProblems: false })).toMatchObject({ error: { code: 'not-allowed-now' } });
  });
});

describe('keeping as a draft', () => {
  it.each(['failed', 'missed', 'draft'] as const)('gives what is %s a time without ever scheduling it, leaves what is scheduled alone, and is undone as one', (state) => {
    const w = world();
    w.value(w.planning.schedule({ postId: w.post.id, when: at('2026-11-23T10:00'), skipProblems: false }));
    if (state === 'failed') w.rows.publications.apply(w.first, 'fail', { problemCode: 'other', wakeAt: null }, NOW);
    else if (state === 'missed') w.rows.publications.apply(w.first, 'miss', { wakeAt: null }, NOW);
    else w.value(w.planning.unschedule({ postId: w.post.id, publicationIds: [w.first] }));
    const before = [w.publication(w.first), w.publication(w.second)];
    const kept = w.value(w.planning.move({ postId: w.post.id, publicationIds: [w.first], wall: '2026-11-25T14:00', asDraft: true }));
    expect(w.publication(w.first)).toMatchObject({ state: 'draft', wakeAt: null, problemCode: null });
    expect(w.publication(w.second)).toEqual(before[1]);
    w.value(w.planning.undo(kept.undoId));
    expect(w.publication(w.first)).toMatchObject({ state: before[0]?.state, dueWall: before[0]?.dueWall, problemCode: before[0]?.problemCode });
  });

  it('does not take what is scheduled off the plan by the back door', () => {
    const w = world();
    w.value(w.planning.schedule({ postId: w.post.id, when: at('2026-11-23T10:00'), skipProblems: false }));
    expect(w.planning.move({ postId: w.post.id, publicationIds: [w.first], wall: '2026-11-25T14:00', asDraft: true })).toMatchObject({ error: { code: 'not-allowed-now' } });
    expect(w.publication(w.first).state).toBe('scheduled');
  });
});

describe('move', () => {
  it('gives a draft a wished time and leaves it a draft', () => {
    const w = world();
    w.value(w.planning.move({ postId: w.post.id, wall: '2026-11-25T14:00' }));
    expect(w.publication(w.first)).toMatchObject({ state: 'draft', dueAt: null, wakeAt: null });
    expect(w.planning.calendar({ brandId: w.brand, from: NOW, to: inHours(240) })).toMatchObject([{ state: 'draft', wall: '2026-11-25T14:00', publications: [{}, {}] }]);
    expect(w.planning.move({ postId: w.post.id, wall: '2026-11-21T14:00' })).toMatchObject({ error: { code: 'time-past' } });
    w.value(w.planning.unschedule({ postId: w.post.id }));
    expect(w.planning.calendar({ brandId: w.brand, from: NOW, to: inHours(240) })).toEqual([]);
    expect(w.posts.drafts({ brandId: w.brand, query: '', limit: 10 })).toHaveLength(1);
  });

  it('moves what is scheduled, keeps a hold a hold, and makes what was missed scheduled again', () => {
    const w = world();
    w.value(w.planning.schedule({ postId: w.post.id, when: at('2026-11-23T10:00'), skipProblems: false }));
    w.value(w.planning.hold([w.first]));
    w.rows.publications.apply(w.second, 'miss', { problemCode: 'late' }, NOW);
    w.value(w.planning.move({ postId: w.post.id, wall: '2026-11-24T11:00' }));
    const due = Date.UTC(2026, 10, 24, 11);
    expect(w.publication(w.first)).toMatchObject({ state: 'hold', dueAt: due, wakeAt: null });
    expect(w.publication(w.second)).toMatchObject({ state: 'scheduled', dueAt: due, wakeAt: due - PREPARE_LEAD_MS, problemCode: null });
  });

  it.each(['fail', 'miss'] as const)('schedules what a network did not get (%s) only where nothing stands in the way, as “Schedule” does', (event) => {
    const w = world();
    w.value(w.planning.schedule({ postId: w.post.id, when: at('2026-11-23T10:00'), skipProblems: false }));
    w.rows.publications.patch(w.first, { text: 'x'.repeat(2000) }, NOW);
    w.rows.publications.apply(w.first, event, { problemCode: 'other', wakeAt: null }, NOW);
    const before = [w.publication(w.first), w.publication(w.second)];
    const refused = { error: { code: 'has-problems', params: { count: 1, code: 'text-too-long' } } };
    expect(w.planning.schedule({ postId: w.post.id, publicationIds: [w.first], when: at('2026-11-25T14:00'), skipProblems: false })).toMatchObject(refused);
    expect(w.planning.move({ postId: w.post.id, wall: '2026-11-25T14:00' })).toMatchObject(refused);
    expect([w.publication(w.first), w.publication(w.second)]).toEqual(before);
    w.value(w.planning.move({ postId: w.post.id, publicationIds: [w.second], wall: '2026-11-25T14:00' }));
    w.rows.publications.patch(w.first, { text: 'short again' }, NOW);
    w.value(w.planning.move({ postId: w.post.id, wall: '2026-11-25T14:00' }));
    expect(w.publication(w.first)).toMatchObject({ state: 'scheduled', problemCode: null });
  });

  it('keeps the network in step: what was handed over is looked at now, and keeps its reference', () => {
    const w = world();
    w.value(w.planning.schedule({ postId: w.post.id, when: at('2026-11-23T10:00'), skipProblems: false }));
    w.rows.publications.patch(w.first, { nativeRef: 'n1' }, NOW);
    for (const step of [
      () => w.planning.move({ postId: w.post.id, wall: '2026-11-24T11:00' }), () => w.planning.hold([w.first]), () => w.planning.resume([w.first]), () => w.planning.unschedule({ postId: w.post.id }),
    ]) {
      w.clock.jump(MINUTE);
      w.value(step() as ReturnType<typeof w.planning.hold>);
      expect(w.publication(w.first)).toMatchObject({ nativeRef: 'n1', wakeAt: w.clock.now() });
    }
  });
});

describe('hold, resume and cancel', () => {
  it('refuse by the table of states, for all named at once', () => {
    const w = world();
    for (const state of publicationStates) {
      for (const event of ['hold', 'resume', 'cancel'] as const) {
        w.sqlite.prepare('UPDATE publications SET state = ?, due_at = ?, committed_at = NULL WHERE id = ?').run(state, inHours(5), w.first);
        const done = w.planning[event]([w.first]);
        expect([state, event, done.ok]).toEqual([state, event, transitions[state][event] !== undefined]);
        if (!done.ok) expect(done.error.code).toBe('not-allowed-now');
        expect(w.publication(w.first).state).toBe(transitions[state][event] ?? state);
      }
    }
    w.sqlite.prepare("UPDATE publications SET state = 'scheduled' WHERE id = ?").run(w.first);
    w.publish(w.second);
    expect(w.planning.hold([w.first, w.second])).toMatchObject({ error: { code: 'not-allowed-now', params: { count: 1 } } });
    expect(w.publication(w.first).state).toBe('scheduled');
  });

  it('do not touch what the network may already have', () => {
    const w = world();
    w.sqlite.prepare("UPDATE publications SET state = 'publishing', committed_at = 5 WHERE id = ?").run(w.first);
    expect(w.planning.cancel([w.first])).toMatchObject({ error: { code: 'not-allowed-now' } });
  });

  it('a held draft without a time becomes a draft again, not something scheduled for never', () => {
    const w = world();
    w.value(w.planning.hold([w.first]));
    w.value(w.planning.resume([w.first]));
    expect(w.publication(w.first)).toMatchObject({ state: 'draft', dueAt: null, wakeAt: null });
  });
});

describe('time zones', () => {
  it('a brand that moves keeps its wall times or its instants, as asked', () => {
    const w = world();
    w.value(w.planning.schedule({ postId: w.post.id, when: at('2026-11-23T10:00'), skipProblems: false }));
    w.value(w.brands.update({ id: w.brand, patch: { timeZone: 'America/New_York' }, onZoneChange: 'keep-wall-time' }));
    expect(w.publication(w.first)).toMatchObject({ dueWall: '2026-11-23T10:00', dueZone: 'America/New_York', dueAt: Date.UTC(2026, 10, 23, 15), wakeAt: Date.UTC(2026, 10, 23, 15) - PREPARE_LEAD_MS });
    w.value(w.brands.update({ id: w.brand, patch: { timeZone: 'Asia/Tokyo' }, onZoneChange: 'keep-instant' }));
    expect(w.publication(w.first)).toMatchObject({ dueWall: '2026-11-24T00:00', dueZone: 'Asia/Tokyo', dueAt: Date.UTC(2026, 10, 23, 15) });
    expect(w.planning.calendar({ brandId: w.brand, from: NOW, to: inHours(48) })[0]?.wall).toBe('2026-11-24T00:00');
  });

  it('a time that a move east puts into the past is asked about, not sent at once', () => {
    const w = world();
    w.value(w.planning.schedule({ postId: w.post.id, when: at('2026-11-22T12:00'), skipProblems: false }));
    w.value(w.brands.update({ id: w.brand, patch: { timeZone: 'Asia/Tokyo' }, onZoneChange: 'keep-wall-time' }));
    expect(w.publication(w.first)).toMatchObject({ state: 'missed', wakeAt: null });
  });

  it('leaves what is out or past as it was', () => {
    const w = world();
    w.publish(w.first);
    const before = w.publication(w.first);
    w.value(w.brands.update({ id: w.brand, patch: { timeZone: 'Asia/Tokyo' }, onZoneChange: 'keep-wall-time' }));
    expect(w.publication(w.first)).toEqual(before);
  });

  it('new rules move instants and are told; the second of two equal hours stays where it is', () => {
    const w = world();
    w.value(w.planning.schedule({ postId: w.post.id, when: at('2027-10-31T01:30'), skipProblems: false }));
    const { instant } = resolveWallTime('2027-10-31T01:30', 'Europe/Dublin');
    expect(w.planning.recomputeZones('2026a')).toEqual([]);
    // As if the rules of last year had said something else.
    w.sqlite.prepare('UPDATE publications SET due_at = ? WHERE id = ?').run(instant + 5 * 60 * MINUTE, w.first);
    w.sqlite.prepare('UPDATE publications SET due_at = ? WHERE id = ?').run(instant + 60 * MINUTE, w.second);
    expect(w.planning.recomputeZones('2026a')).toEqual([]);
    expect(w.planning.recomputeZones('2026b').filter(({ publicationId }) => publicationId !== null)).toEqual([{ postId: w.post.id, publicationId: w.first, from: instant + 5 * 60 * MINUTE, to: instant }]);
    expect(w.publication(w.second).dueAt).toBe(instant + 60 * MINUTE);
  });

  it('the calendar shows every instant by its brand’s clock, in any zone', () => {
    const zones = ['Europe/Dublin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca', 'America/St_Johns'];
    const w = createPlanningWorld();
    const brand = w.addBrand();
    const post = w.addPost(brand, [w.addAccount(brand)]);
    fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) }), (zone, dueAt) => {
      w.sqlite.prepare('UPDATE brands SET time_zone = ?').run(zone);
      w.sqlite.prepare('UPDATE publications SET due_at = ? WHERE id = ?').run(dueAt, post.publications[0]?.id);
      expect(w.planning.calendar({ brandId: brand, from: dueAt, to: dueAt + 1 })[0]?.wall).toBe(toWallTime(dueAt, zone));
    }), { numRuns: 400 });
  });
});
