import { describe, expect, it } from 'vitest';
import { waitsForLogin } from '#renderer/messages/verdicts';

describe('the words for a post whose network has signed us out', () => {
  it('says that it waits for a login only while nothing but that is in its way', () => {
    expect(waitsForLogin({ state: 'scheduled', problemCode: 'signed-out', nativeRef: null })).toBe(true);
    expect(waitsForLogin({ state: 'scheduled', problemCode: 'unavailable', nativeRef: null })).toBe(false);
    expect(waitsForLogin({ state: 'scheduled', problemCode: 'signed-out', nativeRef: 's1' })).toBe(false);
    expect(waitsForLogin({ state: 'missed', problemCode: 'signed-out', nativeRef: null })).toBe(false);
  });
});
