import fc from 'fast-check';
import { expect, it } from 'vitest';
import { err, ok } from '#core/result';
import { type Chunk, sendChunks, sendFrom, sendParts } from '#electron/connectors/publishing/chunks';
import { fileOf, outgoingVideo } from '#test/support/outgoing';

const lost = err({ type: 'unavailable', detail: 'the line is gone' } as const);

it('brings every byte over once and in order, however often it is interrupted', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 1, max: 20 }), fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }), async (file, size, failures) => {
    const whole = Uint8Array.from(file);
    const sent: Chunk[] = [];
    let next = 0;
    for (const failAfter of [...failures, Infinity]) {
      let left = failAfter;
      const done = await sendChunks(fileOf(whole), size, next, async (chunk) => {
        if (left === 0) return lost;
        left -= 1;
        sent.push(chunk);
        next = chunk.index + 1;
        return ok(null);
      });
      expect(done).toEqual(left === 0 && next * size < whole.length ? lost : ok(null));
    }
    expect(sent.flatMap(({ bytes }) => [...bytes])).toEqual([...whole]);
    for (const [index, chunk] of sent.entries()) {
      expect(chunk).toMatchObject({ index, start: index * size, end: Math.min(whole.length, (index + 1) * size), total: whole.length });
      expect(chunk.bytes.length).toBe(chunk.end - chunk.start);
    }
  }));
});

it('goes on where the network says it is, and ends with a network that never gets further', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 20 }), fc.array(fc.nat({ max: 20 }), { maxLength: 6 }), fc.nat({ max: 59 }), async (file, size, losses, from) => {
    const have = file.slice(0, Math.min(from, file.length));
    const there = [...have];
    const left = [...losses];
    const done = await sendFrom(fileOf(file), size, there.length, async (chunk) => {
      expect(chunk.bytes.length).toBe(chunk.end - chunk.start);
      expect(chunk.start).toBe(there.length);
      there.push(...chunk.bytes);
      // It forgets some of what this call brought.
      there.length = Math.max(chunk.start, there.length - (left.shift() ?? 0));
      return ok(there.length);
    });
    if (done.ok) expect(there).toEqual([...file]);
    else expect(done).toEqual(err({ type: 'unavailable', detail: 'the network does not take the file further' }));
    if (losses.every((lost) => lost < size)) expect(done.ok || there.length < file.length).toBe(true);
  }));
  expect((await sendFrom(fileOf(new Uint8Array(9)), 4, 0, async () => ok(10))).ok).toBe(false);
});

it('ends with a network that asks for the same bytes again and again, however it goes about it', async () => {
  const file = fileOf(new Uint8Array(100));
  for (const wants of [(n: number) => (n % 2 === 0 ? 10 : 0), (n: number) => (n % 50) + 1, (n: number) => [20, 5, 15][n % 3] ?? 0]) {
    let calls = 0;
    const done = await sendFrom(file, 10, 0, async () => {
      calls += 1;
      if (calls > 1000) throw new Error('it never ends');
      return ok(wants(calls - 1));
    });
    expect(done).toEqual(err({ type: 'unavailable', detail: 'the network does not take the file further' }));
    expect(calls * 10).toBeLessThanOrEqual(500);
  }
});

it('sends the parts that a network has cut, and none that the file does not have', async () => {
  const whole = Uint8Array.from({ length: 10 }, (_, n) => n);
  const got: number[][] = [];
  const send = async ({ bytes }: Chunk) => { got.push([...bytes]); return ok(null); };
  expect(await sendParts(outgoingVideo(whole), [{ index: 1, start: 4, end: 8 }, { index: 2, start: 8, end: 10 }], send)).toEqual(ok(null));
  expect(got).toEqual([[4, 5, 6, 7], [8, 9]]);
  expect((await sendParts(fileOf(whole), [{ index: 0, start: 8, end: 11 }], send)).ok).toBe(false);
  expect(got).toHaveLength(2);
});

it('says so when the file can no longer be read', async () => {
  const gone = { bytes: 5, readRange: () => Promise.reject(new Error('the file ends early')) };
  expect(await sendChunks(gone, 2, 0, async () => ok(null))).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
});
