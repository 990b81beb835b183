import { describe, expect, it } from 'vitest';
import { availableNetworks } from '#core/networks';
import { createRegistry } from '#electron/composition/connectors';
import { createHttp } from '#electron/connectors/http/fetch';
import { loginField } from '#renderer/messages/login';
import { networkAbout } from '#renderer/messages/networks';
import { createFakeClock } from '#test/support/fake-clock';

// The compiler cannot ask for these words: their keys are made of ids.

const clock = createFakeClock();
const connectors = createRegistry({ http: createHttp({ clock, userAgent: 'Linnet/test' }), clock, registrations: { get: () => null, set: () => undefined }, practiceBase: () => null, developer: {}, mediaHost: () => null });

describe('every network that is offered', () => {
  it.each(availableNetworks)('%s has a connector, a line about it, and words for its login fields', (network) => {
    const connector = connectors.get(network);
    expect(connector?.id).toBe(network);
    expect(networkAbout(network)).not.toBe('');
    const wordless = (connector?.login ?? []).flatMap(({ id: method, fields }) => fields.filter(({ id }) => loginField(network, method, id).label === id).map(({ id }) => `${method}.${id}`));
    expect(wordless).toEqual([]);
  });
});
