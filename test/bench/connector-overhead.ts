import { randomUUID } from 'node:crypto';
import { createHttp } from '#electron/connectors/http/fetch';
import { realClock } from '#test/connectors/support/real-clock';
import { type Measured, median, rounded } from './figure';
import { until, withEngine } from './publishing';

const COUNT = 100;
/** Accounts, each with a line of its own. */
const ACCOUNTS = 4;
/** Calls at once: what the engine allows the practice network's accounts together. */
const AT_ONCE = 32;

/**
 * A hundred posts that are due at once: from the engine being told of them to the server having the last, everything written down and
 * flushed on the way. Over the same hundred calls by the same http core and nothing else, as many of them at once. In turn.
 */
export async function connectorOverhead(rounds = 5): Promise<Measured> {
  const spans = await withEngine(ACCOUNTS, async (at) => {
    const http = createHttp({ clock: realClock, userAgent: 'Linnet/bench' });
    async function bare(): Promise<number> {
      const texts = Array.from({ length: COUNT }, () => `Bare ${randomUUID()}`);
      const begin = performance.now();
      const queue = texts.entries();
      await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        for (const [n, text] of queue) {
          const answer = await http.request({
            method: 'POST', url: `${at.url}/api/posts`, redirect: 'error', signal: new AbortController().signal,
            headers: { 'content-type': 'application/json', authorization: `Bearer ${at.tokens[n % at.tokens.length] ?? ''}`, 'idempotency-key': randomUUID() },
            body: JSON.stringify({ text, media: [], visibility: 'public', reply_to: null }),
          });
          if (!answer.ok || answer.value.status >= 300) throw new Error(`a bare call was not taken: ${JSON.stringify(answer)}`);
        }
      }));
      return performance.now() - begin;
    }
    async function ours(): Promise<number> {
      const begin = Date.now();
      const ids = at.addDue(Array.from({ length: COUNT }, () => begin));
      const told = Date.now();
      let received = await at.received();
      await until(async () => {
        received = await at.received();
        return ids.every((id) => received.has(id));
      }, 60_000);
      // By the server's own clock, which is this machine's: the asking adds nothing.
      return Math.max(...ids.map((id) => received.get(id) ?? Number.NaN)) - told;
    }
    // The first of each reads code and opens lines.
    await bare();
    await ours();
    const all: { readonly ours: number; readonly bare: number }[] = [];
    for (let round = 0; round < rounds; round += 1) all.push({ ours: await ours(), bare: await bare() });
    return all;
  });
  const [engine, calls] = [median(spans.map((one) => one.ours)), median(spans.map((one) => one.bare))];
  const perPost = rounded((engine - calls) / COUNT);
  return { name: 'connector.overhead', value: rounded(engine / calls), unit: '×', baseline: rounded(calls, 0), n: rounds, note: `${rounded(engine, 0)} ms against ${rounded(calls, 0)} ms of bare calls; ${perPost} ms a post` };
}
