import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '#core/json';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { type LinkedinRig, linkedinRig } from './support/linkedin-rig';
import { must } from './support/mastodon-rigs';
import { unique } from './support/mastodon-cases';
import { type Run, startRun, testPicture } from './support/run';

let rig: LinkedinRig;
const { signal } = new AbortController();
beforeAll(async () => { rig = await linkedinRig(); });
afterAll(() => rig.close());
afterEach(() => rig.proxy.reset());
const runOf = (text: string, options: JsonObject = {}, media: readonly OutgoingMedia[] = []): Run => startRun(rig, { parts: [{ text, media }], options, dueAt: rig.clock.now() });

it('changes the words of a post that is out, its hashtags too, and does it again without harm', async () => {
  const run = runOf(unique('Opn'), {}, [testPicture()]);
  must(await run.prepare());
  const made = await run.commit();
  if (made.type !== 'published') throw new Error(JSON.stringify(made));
  const text = unique('Open (really) #clay');
  const post = (words: string) => ({ parts: [{ text: words, alts: [''] }], options: {} });
  const context = { session: rig.session, remoteId: made.remoteId, saved: {}, signal, before: post('Opn'), after: post(text) };
  for (const again of [1, 2]) expect(await rig.connector.edit?.apply(context), String(again)).toEqual({ ok: true, value: null });
  expect(await rig.countPosts(text)).toBe(1);
  rig.proxy.fault(() => true, { kind: 'lose' });
  expect(await rig.connector.edit?.apply(context)).toMatchObject({ ok: false, error: { type: 'unknown' } });
  expect(await rig.connector.edit?.apply({ ...context, remoteId: 'urn:li:activity:1' })).toMatchObject({ ok: false, error: { type: 'rejected' } });
});

it('asked nothing in all these cases that LinkedIn does not know', () => { expect(rig.server.problems).toEqual([]); });
