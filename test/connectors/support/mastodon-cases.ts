import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/json';
import type { SeenRequest } from './fault-proxy';
import { type DoubleRig, doubleRig } from './mastodon-rigs';
import { createSchemaCheck, schemaPresent } from './mastodon-schema';
import { type Run, startRun, testPicture } from './run';
import { settled } from './settled';

export const unique = (words: string): string => `${words} ${randomBytes(4).toString('hex')}`;

/** One double for all cases of a file, and what they say to each other in them. */
export function useMastodon() {
  let started: DoubleRig | null = null;
  const rig = (): DoubleRig => {
    if (started === null) throw new Error('The double runs only while there are cases');
    return started;
  };
  const exchanged: SeenRequest[] = [];
  beforeAll(async () => { started = await doubleRig(); });
  afterAll(() => rig().close());
  afterEach(async () => {
    exchanged.push(...rig().proxy.seen);
    await rig().proxy.reset();
  });

  return {
    get rig() { return rig(); },
    runOf: (text: string, options: JsonObject = {}, pictures = 0, dueAt = rig().clock.now()): Run => {
      const media = Array.from({ length: pictures }, (_, n) => testPicture(`Picture ${n}`));
      return startRun(rig(), { parts: [{ text, media }], options, dueAt });
    },
    drive: <T>(promise: Promise<T>): Promise<T> => settled(rig().clock, promise),
    postOf: (text: string) => rig().double.posts.find((post) => post.text === text),
    /** Call last: over everything the cases above said to the double and it to them, of which there must be this many kinds. */
    holdToSchema: (kinds: number): void => {
      const absent = schemaPresent ? '' : ' (not run: ../shared/networks/specs/mastodon/schema.json is not there)';
      describe(`the published schema${absent}`, () => {
        it.runIf(schemaPresent)('fits every request of ours and every answer of the double', () => {
          const check = createSchemaCheck();
          const real = exchanged.filter((one) => one.answer !== null && !one.path.startsWith('/oauth/authorize'));
          const distinct = new Map(real.map((one) => [`${one.method} ${one.path.replace(/\d{6,}/g, 'N')} ${one.answer?.status} ${one.body.length > 0 ? Object.keys(Object(safeJson(one.body))).join() : ''}`, one]));
          const problems = [...new Set([...distinct.values()].flatMap(check))];
          expect(distinct.size).toBeGreaterThan(kinds);
          expect(problems).toEqual([]);
        });
      });
    },
  };
}

function safeJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
