import { expect } from 'vitest';
import type { Fault } from './fault-proxy';
import type { Rig } from './rig';
import { startRun } from './run';
import { outgoingVideo } from '#test/support/outgoing';
import { largeVideo } from '#test/support/videos';

/** A film that needs several parts where there are parts, and small enough for the real server of the Bluesky tests. */
async function film(): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of largeVideo(3_300_000)) pieces.push(piece.slice());
  return new Uint8Array(Buffer.concat(pieces));
}

/**
 * Breaks the upload of a video at each of its calls, one after the other, with Linnet ended at that very moment: another run knows what was
 * written down and no more. Each time the video must come whole, and the post once.
 * @param parts the network takes parts: then no byte but those of one part is sent twice
 */
export async function videoOverRestarts(rig: Rig, parts: boolean, text: () => string, fault: Fault): Promise<void> {
  const bytes = await film();
  let broken = true;
  for (let call = 1; broken; call += 1) {
    const words = text();
    const post = rig.newPost([words], [outgoingVideo(bytes, { alt: 'A kiln is opened' })]);
    const first = startRun(rig, post);
    let calls = 0;
    let struck = false;
    let ended = false;
    rig.proxy.fault((request) => {
      if (request.method === 'GET' || struck || ended) return false;
      calls += 1;
      struck = calls === call;
      return struck;
    }, fault);
    const before = rig.proxy.seen.length;
    const done = await first.prepare();
    ended = true;
    broken = struck;
    expect(done.ok).toBe(!struck);
    // What was written down, and the same publication.
    const second = startRun(rig, post);
    const run = Object.assign(second, { key: first.key, publicationId: first.publicationId });
    for (const [step, value] of Object.entries(first.saved)) run.save(step, value);
    expect(await run.prepare()).toEqual({ ok: true, value: null });
    const sent = rig.proxy.seen.slice(before).reduce((sum, { body }) => sum + body.length, 0);
    // A part is a mebibyte at the most; what stands around the parts is little.
    expect(sent).toBeLessThan(bytes.length * (parts || !struck ? 1 : 2) + (parts && struck ? 1_048_576 : 0) + 100_000);
    expect((await run.commit()).type).toBe('published');
    expect(await rig.countPosts(words)).toBe(1);
    await rig.proxy.reset();
    expect(call).toBeLessThan(40);
  }
}
