import { type Measured, median, rounded } from './figure';
import { createFilledFolder } from './figure-folder';
import { percentile } from './publishing';
import { CHIP, look, switchMonth } from './month-switch';
import { openLinnet } from './start-window';

/** From asking for another month to its chips being painted, with 50,000 publications; a third of the switches at once after the last, without time to read ahead. */
export async function calendarPaint(switches = 30): Promise<Measured> {
  const folder = createFilledFolder({ count: 50_000, now: Date.now(), networks: ['bluesky', 'mastodon', 'mastodon'] });
  try {
    const window = await openLinnet(folder.path);
    try {
      const times: number[] = [];
      const warmUp = 3;
      for (let i = -warmUp; i < switches; i += 1) {
        if (i % 3 !== 0) await window.evaluate(look(400));
        // Forwards into months nobody has seen, and back again over some of them.
        const ms = Number(await window.evaluate(switchMonth(i % 5 === 4 ? 'Previous month' : 'Next month')));
        if (i >= 0) times.push(ms);
      }
      const chips = Number(await window.evaluate(`document.querySelectorAll(${JSON.stringify(CHIP)}).length`));
      return {
        name: 'calendar.paint', value: rounded(percentile(times, 0.95), 1), unit: 'ms', baseline: null, n: times.length,
        note: `p95; median ${rounded(median(times), 1)} ms, slowest ${rounded(Math.max(...times), 1)} ms, ${chips} chips shown`,
      };
    } finally {
      await window.close();
    }
  } finally {
    folder.remove();
  }
}
