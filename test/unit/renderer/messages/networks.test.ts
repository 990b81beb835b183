import { describe, expect, it } from 'vitest';
import { availableNetworks, type NetworkFacts, networkFacts } from '#core/networks';
import { createRegistry } from '#electron/composition/connectors';
import { createHttp } from '#electron/connectors/http/fetch';
import { loginField } from '#renderer/messages/login';
import { networkAbout } from '#renderer/messages/networks';
import { problemWords } from '#renderer/messages/problems';
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

  it.each(availableNetworks)('%s asks in plain words for what a post there cannot do without', (network) => {
    const facts: NetworkFacts = networkFacts[network];
    // A name from the code has a capital letter in its middle.
    for (const option of facts.needs?.options ?? []) expect(problemWords({ code: 'option-needed', params: { option } }, 'there')).not.toMatch(/[a-z][A-Z]/);
  });
});
