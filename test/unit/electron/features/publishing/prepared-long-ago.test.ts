import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/clock';
import { createWorld, type World } from '#test/support/publishing-world';

const waits: readonly (readonly [string, (w: World) => unknown, (w: World) => void])[] = [
  ['a login', (w) => { w.health(0, 'signed-out'); }, (w) => { w.health(0, 'ok'); }],
  ['a pause', (w) => w.engine().pauseAll(), (w) => { w.engine().resumeAll(); }],
  ['the line', (w) => { w.setOnline(false); }, (w) => { w.setOnline(true); }],
];

describe('a prepared post that waits', () => {
  for (const [name, stop, goOn] of waits) {
    it(`for ${name} is prepared again before it goes out, for networks keep uploads only for a while`, async () => {
      const w = createWorld({ latenessLimitMs: 3 * HOUR });
      w.start();
      const id = w.add({ dueIn: 7 * MINUTE, media: 1 });
      await w.run(4 * MINUTE, 5 * SECOND);
      expect(w.row(id).preparedAt).not.toBeNull();
      void stop(w);
      await w.run(HOUR, MINUTE);
      goOn(w);
      // What was prepared again just now need not be, even when the first try does not work.
      w.network.fail('commit', { kind: 'unavailable' });
      await w.run(5 * MINUTE, SECOND);
      expect([w.row(id).state, w.network.calls('prepare'), w.network.calls('commit'), w.onServer(id)]).toEqual(['published', 2, 2, 1]);
    });
  }

  it('for its time alone is prepared once', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: 20 * MINUTE, media: 1 });
    await w.run(21 * MINUTE, 5 * SECOND);
    expect([w.row(id).state, w.network.calls('prepare')]).toEqual(['published', 1]);
  });

  it('with a part of its thread out is prepared again for the rest', async () => {
    const w = createWorld({ latenessLimitMs: 3 * HOUR });
    w.start();
    const id = w.add({ dueIn: MINUTE, media: 1, thread: 1 });
    w.network.fail('commit', { kind: 'part' });
    await w.run(62 * SECOND);
    expect(w.codes(id)).toContain('part-published');
    w.setOnline(false);
    await w.run(HOUR, MINUTE);
    w.setOnline(true);
    await w.run(5 * MINUTE, 5 * SECOND);
    expect([w.row(id).state, w.network.calls('prepare'), w.onServer(id)]).toEqual(['published', 2, 1]);
  });
});
