import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { instagramRig, type InstagramRig, jpeg } from '#test/networks/instagram/rig';
import type { SeenRequest } from './support/fault-proxy';
import { must } from './support/mastodon-rigs';
import { type Run, startRun } from './support/run';

let rig: InstagramRig;
beforeAll(async () => { rig = await instagramRig(); });
afterAll(() => rig.close());
afterEach(async () => {
  rig.server.store.behave.comments = true;
  await rig.proxy.reset();
});

const unique = (words: string): string => `${words} ${randomBytes(4).toString('hex')}`;
const runOf = (text: string, firstComment: string): Run => startRun(rig, { parts: [{ text, media: [jpeg()] }], options: { firstComment }, dueAt: rig.clock.now() });
const posted = (text: string) => rig.server.posts.filter((post) => post.caption === text);
const publishes = (): number => rig.proxy.seen.filter(rig.isCommit).length;

describe('the first comment', () => {
  const isComment = ({ method, path }: SeenRequest): boolean => method === 'POST' && path.endsWith('/comments');
  const commented = async (fault: Parameters<typeof rig.proxy.fault>[1]) => {
    const text = unique('With a comment');
    const run = runOf(text, 'First, of our own');
    must(await run.prepare());
    rig.proxy.fault(isComment, fault);
    return { run, text, first: await run.commit(), comments: () => posted(text)[0]?.comments.length };
  };

  it.each([['lose', 1], ['reset', 0]] as const)('whose answer is lost (%s) is looked for, and never written twice', async (kind, there) => {
    const { run, text, first, comments } = await commented({ kind });
    expect([first.type, comments()]).toEqual(['unknown', there]);
    expect(await run.find()).toMatchObject({ ok: true, value: { type: there === 1 ? 'published' : 'partly' } });
    expect(await run.commit()).toMatchObject({ type: 'published' });
    expect([posted(text).length, comments(), publishes()]).toEqual([1, 1, 1]);
  });

  it('is missing after the post’s own answer was lost, and is added to it', async () => {
    const text = unique('Half out');
    const run = runOf(text, 'Added');
    must(await run.prepare());
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'partly' } });
    expect(await run.commit()).toMatchObject({ type: 'published' });
    expect([posted(text).length, posted(text)[0]?.comments.length]).toEqual([1, 1]);
  });

  it('that is refused does not fail the post, and is not tried again', async () => {
    rig.server.store.behave.comments = false;
    const text = unique('No comments here');
    const run = runOf(text, 'Refused');
    must(await run.prepare());
    expect(await run.commit()).toMatchObject({ type: 'published', commentRefused: { detail: expect.stringContaining('Comments are disabled'), answer: { status: 400 } } });
    rig.server.store.behave.comments = true;
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'published' } });
    expect(await run.commit()).toMatchObject({ type: 'published' });
    expect(posted(text)[0]?.comments).toEqual([]);
  });

  it('that cannot be looked for, because comments may not be read, is written once', async () => {
    const text = unique('Unread');
    const run = runOf(text, 'Written all the same');
    must(await run.prepare());
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    const refused = { kind: 'answer', status: 403, body: '{"error":{"message":"(#10) Application does not have permission for this action","code":10}}' } as const;
    rig.proxy.fault(({ method, path }) => method === 'GET' && path.includes('/comments'), refused, 10);
    expect(await rig.connector.publish.findPublished({ ...run, byWords: true })).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'partly' } });
    expect((await run.commit()).type).toBe('published');
    expect(posted(text)[0]?.comments).toHaveLength(1);
  });
});
