import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#core/clock';
import { instagramOn, instagramRig, type InstagramRig, jpeg } from '#test/networks/instagram/rig';
import { createFakeClock, type FakeClock } from '#test/support/fake-clock';
import type { SeenRequest } from './support/fault-proxy';
import { must } from './support/mastodon-rigs';
import { type Run, startRun } from './support/run';

let rig: InstagramRig;
beforeAll(async () => { rig = await instagramRig(); });
afterAll(() => rig.close());
afterEach(() => rig.proxy.reset());

const unique = (words: string): string => `${words} ${randomBytes(4).toString('hex')}`;
const preparedRun = async (text: string, options = {}): Promise<Run> => {
  const run = startRun(rig, { parts: [{ text, media: [jpeg()] }], options, dueAt: rig.clock.now() });
  must(await run.prepare());
  return run;
};
const posted = (text: string) => rig.server.posts.filter((post) => post.caption === text);

describe('never twice', () => {
  it('a call that arrives late, while it is asked whether the container is ready, is not made again', async () => {
    const text = unique('Late');
    const run = await preparedRun(text);
    rig.proxy.fault(rig.isCommit, { kind: 'reset' });
    expect((await run.commit()).type).toBe('unknown');
    const container = [...rig.server.store.containers.values()].at(-1);
    let looks = 0;
    const arrive = ({ method, path }: SeenRequest): boolean => {
      if (method === 'GET' && path.includes('status_code') && (looks += 1) === 2 && container !== undefined) rig.server.store.publish(container.owner, container.id);
      return false;
    };
    rig.proxy.fault(arrive, { kind: 'reset' });
    expect((await run.commit()).type).toBe('unknown');
    expect([posted(text).length, looks]).toEqual([1, 2]);
    expect(await run.commit()).toMatchObject({ type: 'published', remoteId: posted(text)[0]?.id });
  });

  it('a Story that has ended since is not called absent by a clock that was set back', async () => {
    const run = await preparedRun('', { postAs: 'story' });
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    const committedAt = rig.clock.now();
    await rig.clock.advance(25 * HOUR);
    rig.server.store.containers.clear();
    const behind = createFakeClock(committedAt + MINUTE);
    const look = (clock: FakeClock, saved = run.saved) => instagramOn(clock, rig.proxy.url, rig.server.url, null).publish.findPublished({ ...run, saved, committedAt });
    const unsure = { ok: true, value: { type: 'cannot-tell' } };
    expect(await look(rig.clock)).toMatchObject(unsure);
    expect(await look(behind)).toMatchObject(unsure);
    const { 'not-before': _told, ...rest } = run.saved;
    expect(await look(behind, rest)).toMatchObject(unsure);
  });

  it.each([['some pages', 120, 'published'], ['more than are read', 600, 'unknown']])('a first comment whose answer was lost is found behind %s of others, or is not written again', async (_name, others, type) => {
    const text = unique('Much talked of');
    const run = await preparedRun(text, { firstComment: 'Fired at 1,280 °C' });
    rig.proxy.fault(({ method, path }) => method === 'POST' && path.endsWith('/comments'), { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    const [post] = posted(text);
    for (let n = 0; n < others; n += 1) post?.comments.push({ id: `19${n}`, username: 'somebody', text: 'Nice', at: rig.clock.now() });
    expect((await run.commit()).type).toBe(type);
    expect(await run.find()).toMatchObject({ ok: true, value: { type: type === 'published' ? 'published' : 'cannot-tell' } });
    expect(post?.comments.filter(({ username }) => username === 'harrowandclay')).toHaveLength(1);
  });
});
