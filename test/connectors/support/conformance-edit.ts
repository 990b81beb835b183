import { expect } from 'vitest';
import { networkFacts } from '#core/networks';
import type { Fault } from './fault-proxy';
import type { Rig } from './rig';
import { startRun } from './run';

/** A live post says other words afterwards, once, whatever became of the answer. @param note keeps what was said, to look for secrets in it */
export async function changeLive(rig: Rig, text: () => string, deadLogin: Fault, note: <T>(value: T) => T): Promise<void> {
  const port = rig.connector.edit;
  if (port === undefined) throw new Error('no edit port');
  expect(networkFacts[rig.connector.id].edit.allowed).toBe(true);
  const [words, changed] = [text(), text()];
  const run = startRun(rig, rig.newPost([words]));
  expect(await run.prepare()).toEqual({ ok: true, value: null });
  const outcome = await run.commit();
  if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
  const post = (now: string) => ({ parts: [{ text: now, alts: [] }], options: run.outgoing.options });
  const change = { session: rig.session, remoteId: outcome.remoteId, before: post(words), after: post(changed), saved: run.saved, signal: run.signal };
  rig.proxy.fault((request) => request.method !== 'GET', { kind: 'lose' });
  expect(note(await port.apply(change))).toMatchObject({ ok: false, error: { type: 'unknown' } });
  await rig.proxy.reset();
  expect(note(await port.apply({ ...change, unsure: true }))).toEqual({ ok: true, value: null });
  expect([await rig.countPosts(words), await rig.countPosts(changed)]).toEqual([0, 1]);
  rig.proxy.fault(() => true, deadLogin, 10);
  expect(note(await port.apply({ ...change, unsure: true }))).toMatchObject({ ok: false, error: { type: 'reauth' } });
}
