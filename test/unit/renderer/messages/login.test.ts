import { describe, expect, it } from 'vitest';
import { connectedWords } from '#renderer/messages/login';

describe('what is said once a login is done', () => {
  it.each([
    [[], 'Connected Harrow & Clay on Facebook'],
    [['The Kiln Café'], 'Connected Harrow & Clay and The Kiln Café on Facebook'],
    [['The Kiln Café', 'Raku Night', 'Open Studio'], 'Connected Harrow & Clay, The Kiln Café and 2 more on Facebook'],
  ])('names all that came of it, as far as a line goes: %s', (others, line) => {
    expect(connectedWords({ handle: 'Harrow & Clay', network: 'facebook', others })).toBe(line);
  });
});
