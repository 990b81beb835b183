import { type Measured, median, rounded } from './figure';
import { createFilledFolder } from './figure-folder';
import { percentile } from './publishing';
import { CHIP, openLinnet } from './start-window';

/**
 * Presses "Next month" as a person would, and waits until the heading and the chips are another month's and two frames
 * have begun since. The clock starts before the press. In the page, so that nothing between us and it is measured.
 */
export const switchMonth = (label: string): string => `(async () => {
  const keys = () => [...document.querySelectorAll(${JSON.stringify(CHIP)})].map((chip) => chip.dataset.chip);
  const before = new Set(keys());
  const button = document.querySelector('button[aria-label="${label}"]');
  if (button === null) throw new Error('there is no button ${label}');
  const begun = performance.now();
  button.click();
  // Two months share a week or two at their edges: most chips must be new.
  const shown = () => { const now = keys(); return now.length > 0 && now.filter((key) => !before.has(key)).length > now.length / 2; };
  if (!shown()) await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no other month came')), 20000);
    const watch = new MutationObserver(() => { if (shown()) { clearTimeout(late); watch.disconnect(); resolve(); } });
    watch.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-chip'] });
  });
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return performance.now() - begun;
})()`;

/** What a person does between two presses; the neighbouring months are read ahead meanwhile. */
export const look = (ms: number): string => `new Promise((resolve) => setTimeout(() => requestIdleCallback(() => resolve(), { timeout: 2000 }), ${ms}))`;

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
