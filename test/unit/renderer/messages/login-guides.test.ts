import { describe, expect, it } from 'vitest';
import { networkFacts } from '#core/networks';
import { createHttp } from '#electron/connectors/http/fetch';
import { createRegistry } from '#electron/composition/connectors';
import { loginGuide } from '#renderer/messages/login-guides';
import { createFakeClock } from '#test/support/fake-clock';

const clock = createFakeClock();
const registry = createRegistry({ clock, http: createHttp({ clock, userAgent: 'Linnet/test' }), registrations: { get: () => null, set: () => undefined }, practiceBase: () => null, developer: {}, mediaHost: () => null });
/** Of networks that are offered. */
const ways = [...registry.values()].filter(({ id }) => networkFacts[id].available).flatMap(({ id, login }) => login.map((method) => ({ network: id, method: method.id, fields: method.fields.map((field) => field.id) })));

describe('where keys are found', () => {
  it('is shown step by step for every login that asks for the keys of an app, a token or an app password', () => {
    const asking = ways.filter(({ fields }) => ['clientId', 'token', 'password'].some((id) => fields.includes(id)));
    expect(asking.length).toBeGreaterThanOrEqual(10);
    expect(asking.filter(({ network, method }) => loginGuide(network, method).length < 2)).toEqual([]);
  });

  it('says in words all that the pictures show, and fits them', () => {
    for (const { network, method } of ways) for (const { picture, text } of loginGuide(network, method)) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      const labels = picture.kind === 'menu' ? picture.items : picture.kind === 'ticks' || picture.kind === 'keys' ? picture.labels : [picture.label];
      for (const label of labels) expect([label, label.length <= 20]).toEqual([label, true]);
      if (picture.kind === 'menu') expect(picture.items[picture.at]).toBeDefined();
      expect(labels.length).toBeLessThanOrEqual(3);
    }
  });

  it('names the address to register where a login needs one, and a window only where the way back is caught', () => {
    for (const { network, method, fields } of ways) {
      const steps = loginGuide(network, method);
      if (fields.includes('redirect') || fields.includes('port')) expect([network, method, steps.filter(({ redirect }) => redirect === true).length]).toEqual([network, method, 1]);
      if (steps.some(({ picture }) => picture.kind === 'window')) expect([network, fields.includes('redirect')]).toEqual([network, true]);
    }
  });
});
