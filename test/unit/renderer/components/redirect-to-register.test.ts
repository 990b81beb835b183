import { describe, expect, it } from 'vitest';
import type { NetworkId } from '#core/networks';
import type { Connector } from '#electron/connectors/ports/connector';
import { createHttp } from '#electron/connectors/http/fetch';
import { createLinkedinConnector } from '#electron/connectors/linkedin/linkedin';
import { createPinterestConnector } from '#electron/connectors/pinterest/pinterest';
import { createXConnector } from '#electron/connectors/x/x';
import { redirectToRegister } from '#renderer/components/connect/redirect-to-register';
import { loginGuide } from '#renderer/messages/login-guides';
import { createFakeClock } from '#test/support/fake-clock';

const clock = createFakeClock();
const deps = { clock, http: createHttp({ clock, userAgent: 'Linnet/test' }), randomBytes: (length: number) => new Uint8Array(length) };
const listening: readonly (readonly [NetworkId, Connector])[] = [['linkedin', createLinkedinConnector(deps)], ['pinterest', createPinterestConnector(deps)], ['x', createXConnector(deps)]];

/** What the connector would listen on. */
async function listensOn(connector: Connector, port: string): Promise<string> {
  let asked = '';
  const keys = { clientId: '1234567890', clientSecret: 'a-secret-of-the-app', port };
  await connector.login[0]?.login(keys, {
    openBrowser: () => undefined, signal: new AbortController().signal,
    listen: ({ path = '/callback', port: on = 0, host = '127.0.0.1' } = {}) => {
      asked = `http://${host}:${on}${path}`;
      return Promise.reject(new Error('enough'));
    },
  }).catch(() => undefined);
  return asked;
}

describe('the address to register', () => {
  it.each(listening)('of %s is what Linnet listens on, with the port that was typed or its own', async (network, connector) => {
    for (const port of ['', '4567']) expect(redirectToRegister(network, 'oauth', { port })).toBe(await listensOn(connector, port));
  });

  it('is the typed one where it is the person’s to choose, and Meta’s own for a live app of Facebook', () => {
    for (const network of ['threads', 'instagram'] as const) {
      expect(redirectToRegister(network, 'oauth', {})).toBeNull();
      expect(redirectToRegister(network, 'oauth', { redirect: ' https://a.example/b ' })).toBe('https://a.example/b');
    }
    const meta = 'https://www.facebook.com/connect/login_success.html';
    expect([redirectToRegister('facebook', 'oauth', {}), redirectToRegister('instagram', 'oauth-page', {})]).toEqual([meta, meta]);
  });

  it('is shown in the guide of every login that needs one registered', () => {
    for (const way of ['linkedin.oauth', 'pinterest.oauth', 'x.oauth', 'threads.oauth', 'instagram.oauth', 'instagram.oauth-page', 'facebook.oauth']) {
      const [network = '', method = ''] = way.split('.');
      expect([way, loginGuide(network as NetworkId, method).filter(({ redirect }) => redirect === true).length]).toEqual([way, 1]);
    }
  });
});
