import { describe, expect, it } from 'vitest';
import { MINUTE } from '#core/clock';
import { err, ok } from '#core/result';
import type { Connector } from '#electron/connectors/ports/connector';
import type { MentionPort } from '#electron/connectors/ports/reading';
import { createMentions } from '#electron/features/posts/mentions';
import { createFakeClock } from '#test/support/fake-clock';

function world(exists: MentionPort['exists']) {
  const clock = createFakeClock(0);
  const asked: string[] = [];
  const line = { up: true };
  const mentions: MentionPort = {
    find: (text) => [...text.matchAll(/@(\S+)/g)].map(([, handle = '']) => handle),
    exists: (handle, signal) => { asked.push(handle); return exists(handle, signal); },
  };
  const connectors = new Map([['bluesky', { mentions } as Connector], ['mastodon', {} as Connector]] as const);
  const { unresolved } = createMentions({ connectors, clock, isOnline: () => line.up });
  return { clock, asked, line, unresolved: (text: string, network: 'bluesky' | 'mastodon' = 'bluesky') => unresolved({ network, text }) };
}
const known = (...names: string[]): MentionPort['exists'] => (handle) => Promise.resolve(ok(names.includes(handle)));

describe('mentions while writing', () => {
  it('names those who are nobody, each once and as written', async () => {
    const w = world(known('ilse.test'));
    expect(await w.unresolved('@ilse.test meets @Nobody.test and @Nobody.test')).toEqual(['@Nobody.test']);
    expect(w.asked).toEqual(['ilse.test', 'Nobody.test']);
  });

  it('asks once, also while the answer is under way, and again for nobody after a while', async () => {
    const w = world(known('ilse.test'));
    await Promise.all([w.unresolved('@ilse.test @nobody.test'), w.unresolved('@nobody.test'), w.unresolved('@ILSE.test')]);
    expect(w.asked).toEqual(['ilse.test', 'nobody.test']);
    w.clock.jump(6 * MINUTE);
    await w.unresolved('@ilse.test @nobody.test');
    expect(w.asked).toEqual(['ilse.test', 'nobody.test', 'nobody.test']);
  });

  it('says nothing when it cannot tell: offline, an error, a defect, or a network without the question', async () => {
    const offline = world(known());
    offline.line.up = false;
    expect(await offline.unresolved('@nobody.test')).toEqual([]);
    expect(offline.asked).toEqual([]);
    const down = world(() => Promise.resolve(err({ type: 'unavailable', detail: 'down' })));
    expect(await down.unresolved('@nobody.test')).toEqual([]);
    const broken = world(() => Promise.reject(new Error('a defect')));
    expect(await broken.unresolved('@nobody.test')).toEqual([]);
    expect(await world(known()).unresolved('@nobody.test', 'mastodon')).toEqual([]);
  });

  it('asks again soon when it could not, and at once when the line is back', async () => {
    let up = false;
    const w = world(() => Promise.resolve(up ? ok(false) : err({ type: 'unavailable', detail: 'down' })));
    w.line.up = false;
    expect(await w.unresolved('@nobody.test')).toEqual([]);
    w.line.up = true;
    expect(await w.unresolved('@nobody.test')).toEqual([]);
    up = true;
    w.clock.jump(2 * MINUTE);
    expect(await w.unresolved('@nobody.test')).toEqual(['@nobody.test']);
  });

  it('asks about a few of a pasted list only', async () => {
    const w = world(known());
    await w.unresolved(Array.from({ length: 400 }, (_, n) => `@n${n}.test`).join(' '));
    expect(w.asked).toHaveLength(20);
  });
});
