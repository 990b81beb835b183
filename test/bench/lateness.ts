import { percentile, until, withEngine } from './publishing';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  readonly n: number;
}

/** How long it takes to prepare that many before they are due. */
const ahead = (count: number): number => 2500 + count * 12;

/**
 * `count` publications due at one instant: from that instant to the server having each, by the server's own clock on the same machine.
 * @returns the p95 over all posts of all runs, in seconds.
 */
export async function lateness(count: number, runs: number): Promise<Figure> {
  const late = await withEngine(Math.min(count, 20), async (at) => {
    const all: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const due = Math.ceil((Date.now() + ahead(count)) / 1000) * 1000;
      const ids = at.addDue(Array.from({ length: count }, () => due));
      let received = await at.received();
      await until(async () => {
        received = await at.received();
        return ids.every((id) => received.has(id));
      }, ahead(count) + 60_000);
      for (const id of ids) all.push((received.get(id) ?? Number.NaN) - due);
    }
    if (all.some((ms) => ms < 0)) throw new Error('a post went out before it was due');
    return all;
  });
  return { name: `lateness.${count}`, value: Number((percentile(late, 0.95) / 1000).toFixed(4)), unit: 's', baseline: null, n: runs };
}

/** @param names which of `lateness.1`, `lateness.100`, `lateness.1000` to measure. */
export async function latenessFigures(names: readonly string[] = ['lateness.1', 'lateness.100', 'lateness.1000']): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [count, runs] of [[1, 9], [100, 3], [1000, 3]] as const) if (names.includes(`lateness.${count}`)) figures.push(await lateness(count, runs));
  return figures;
}
