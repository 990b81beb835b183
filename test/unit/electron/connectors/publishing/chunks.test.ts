import fc from 'fast-check';
import { expect, it } from 'vitest';
import { err, ok } from '#core/result';
import { type Chunk, sendChunks } from '#electron/connectors/publishing/chunks';

const lost = err({ type: 'unavailable', detail: 'the line is gone' } as const);

it('brings every byte over once and in order, however often it is interrupted', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 1, max: 20 }), fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }), async (file, size, failures) => {
    const whole = Uint8Array.from(file);
    const sent: Chunk[] = [];
    let next = 0;
    for (const failAfter of [...failures, Infinity]) {
      let left = failAfter;
      const done = await sendChunks(whole, size, next, async (chunk) => {
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
