import { describe, expect, it } from 'vitest';
import type { PublisherStatus } from '#core/contract/publishing';
import { plainLabel, trayState, trayTime } from '#electron/shell/tray-text';

const at = Date.UTC(2026, 10, 24, 17, 5);
const status = (title: string): PublisherStatus => ({
  paused: false, pausedAt: null, offline: false, running: 0, heldByNetworks: [], needsPerson: 0, next: { at, postId: 'p', title, networks: ['bluesky'] },
});

describe('the tray\'s line', () => {
  it('cuts a long title between letters, never within one', () => {
    const family = '👨‍👩‍👧‍👦';
    const line = trayState(status(`${'a'.repeat(58)}${family}${family}${family}`), () => 'Tue 17:05', null);
    expect(line).toBe(`Next Tue 17:05: ${'a'.repeat(58)}${family}…`);
  });

  it('names the brand where there are several, and cuts a long name', () => {
    expect(trayState(status('Loaves'), () => 'Tue 17:05', 'Wren & Fern')).toBe('Next Tue 17:05, Wren & Fern: Loaves');
    expect(trayState(status('Loaves'), () => 'Tue 17:05', 'W'.repeat(40))).toBe(`Next Tue 17:05, ${'W'.repeat(29)}…: Loaves`);
  });

  it('shows an "&" of a title as one', () => {
    expect(plainLabel('Wren & Fern & Co')).toBe('Wren && Fern && Co');
  });
});

describe('the tray\'s time', () => {
  const say = (hourCycle: 'system' | 'h23' | 'h12', zone = 'Europe/London', userZone = 'Europe/London'): string => trayTime(at, { locale: 'en-GB', hourCycle, zone, userZone });
  it('is in the chosen hour cycle', () => {
    expect(say('h23')).toBe('Tue 17:05');
    expect(say('h12')).toMatch(/^Tue 5:05\spm$/);
    expect(say('system')).toBe('Tue 17:05');
  });

  it('is the brand\'s, and names its city where it is not this computer\'s', () => {
    expect(say('h23', 'Asia/Tokyo', 'Europe/London')).toBe('Wed 02:05 Tokyo');
    expect(say('h23', 'Europe/Lisbon', 'Europe/London')).toBe('Tue 17:05');
    expect(say('h23', 'America/Argentina/Buenos_Aires')).toBe('Tue 14:05 Buenos Aires');
  });
});
