import type { Millis } from '#core/clock';
import type { PublisherStatus } from '#core/contract/publishing';
import { clipGraphemes } from '#core/text';
import { words } from './words';

const TITLE_GRAPHEMES = 60;
const BRAND_GRAPHEMES = 30;

/** The tray's one line. The brand is named where there are several. */
export function trayState(status: PublisherStatus, timeText: (at: Millis) => string, brand: string | null): string {
  if (status.paused) return words.tray.paused;
  if (status.offline) return words.tray.offline;
  if (status.next === null) return words.tray.nothing;
  return words.tray.next(timeText(status.next.at), brand === null ? null : clipGraphemes(brand, BRAND_GRAPHEMES, '…'), clipGraphemes(status.next.title, TITLE_GRAPHEMES, '…'));
}

/** In a menu's label a single "&" is swallowed and marks the next letter. */
export const plainLabel = (text: string): string => text.replaceAll('&', '&&');

/** Weekday and time in the brand's zone, with its city where this computer's clock shows another time. */
export function trayTime(at: Millis, settings: { readonly locale: string; readonly hourCycle: 'system' | 'h23' | 'h12'; readonly zone: string; readonly userZone: string }): string {
  const { locale, hourCycle, zone, userZone } = settings;
  const cycle: Intl.DateTimeFormatOptions = hourCycle === 'system' ? {} : { hourCycle };
  const twelve = new Intl.DateTimeFormat(locale, { hour: 'numeric', ...cycle }).resolvedOptions().hour12 === true;
  const text = (timeZone: string): string => new Intl.DateTimeFormat(locale, { weekday: 'short', hour: twelve ? 'numeric' : '2-digit', minute: '2-digit', ...cycle, timeZone }).format(at);
  const there = text(zone);
  return there === text(userZone) ? there : `${there} ${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')}`;
}
