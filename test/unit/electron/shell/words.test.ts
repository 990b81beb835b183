import { describe, expect, it } from 'vitest';
import { networkFacts, type NetworkId } from '#core/networks';
import { words } from '#electron/shell/words';

const titles = (network: NetworkId): readonly string[] => [
  words.notify.failed(network, 'x'), words.notify.unconfirmed(network, 'x'), words.notify.missed(network, 'x'), words.notify.signedOut('a', network), words.notify.expiring('a', network),
].map(({ title }) => title);

describe('notifications', () => {
  it('speak of our own network as of a thing, and of the others by their names', () => {
    expect(titles('practice')).toEqual([
      'The practice network did not take a post', 'The practice network gave no answer', 'A post for the practice network missed its time', 'The practice network signed a out', 'The practice network signs a out soon',
    ]);
    expect(words.notify.unclear('practice', 'x').title).toBe('The practice network may have a post already');
    expect(titles('mastodon')).toEqual(['Mastodon did not take a post', 'Mastodon gave no answer', 'A post for Mastodon missed its time', 'Mastodon signed a out', 'Mastodon signs a out soon']);
    for (const network of Object.keys(networkFacts) as NetworkId[]) for (const title of titles(network)) expect(title).toMatch(/^[A-Z]/);
  });
});
