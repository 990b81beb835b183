/** A chip of a publication on the calendar. */
export const CHIP = '.cal-grid [data-chip]';

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
