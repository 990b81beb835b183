import { describe, expect, it } from 'vitest';
import { networkIds } from '#core/networks';
import type { LoginError } from '#electron/connectors/ports/login';
import { loginAppError } from '#electron/features/accounts/errors';
import { errorWords } from '#renderer/messages/errors';
import { namedError } from '#renderer/messages/login';

/** Every way in which a login can fail, as a connector says it. A kind without a case here does not compile. */
const failures: { readonly [T in LoginError['type']]: readonly Extract<LoginError, { readonly type: T }>[] } = {
  cancelled: [{ type: 'cancelled' }], 'timed-out': [{ type: 'timed-out' }], denied: [{ type: 'denied' }], forged: [{ type: 'forged', detail: 'the answer names another server' }], 'not-found': [{ type: 'not-found', detail: 'no such handle' }],
  'no-account': [{ type: 'no-account', detail: 'no Page' }], 'wrong-password': [{ type: 'wrong-password' }], 'account-closed': [{ type: 'account-closed', detail: 'taken down' }], 'bad-input': [{ type: 'bad-input', field: 'clientId' }],
  unreachable: [{ type: 'unreachable', detail: 'ERR_NAME_NOT_RESOLVED' }, { type: 'unreachable', detail: 'port 8734 on this machine: EADDRINUSE', port: 8734 }], 'server-lied': [{ type: 'server-lied', detail: 'Error validating client secret.' }],
};
const keys = { clientId: '123', clientSecret: 'hush', redirect: 'https://a.example/b' };
const all = Object.values(failures).flat();
const shown = (error: LoginError, network: (typeof networkIds)[number], fields: Readonly<Record<string, string>>) => errorWords(namedError(loginAppError(error), network, fields));

describe('a login that failed', () => {
  it.each(networkIds)('at %s says what happened and what to do, in words and not in codes', (network) => {
    for (const error of all) for (const fields of [{}, keys, { server: 'kiln.example' }, { handle: 'ana.example', password: 'x' }]) {
      const { title, meaning, todo } = shown(error, network, fields);
      const text = [title, meaning, todo].join(' ');
      expect(title.length, error.type).toBeGreaterThan(8);
      // Who has stopped it knows what to do.
      if (error.type !== 'cancelled') expect(todo.length, error.type).toBeGreaterThan(8);
      expect(text).not.toMatch(/undefined|null|OAuth|redirect_uri|HTTP|ERR_|EADDR|[a-z]_[a-z]|!|\b(?:token|state|scope)\b/);
      expect(text).not.toContain('hush');
    }
  });

  it('with an app of one’s own leads to its keys, and never to an address that nobody typed', () => {
    const refused = shown({ type: 'server-lied', detail: 'Error validating client secret.' }, 'threads', keys);
    expect(refused.title).toBe('Threads did not accept the login');
    expect(refused.todo).toContain('your app’s page');
    for (const type of ['unreachable', 'server-lied'] as const) expect(shown({ type, detail: '' }, 'pinterest', keys).todo).not.toMatch(/address/);
    expect(shown({ type: 'unreachable', detail: '' }, 'mastodon', { server: 'kiln.example' }).todo).toMatch(/address/);
  });

  it('for a port that another program has says which, and what to do', () => {
    const { title, todo } = shown({ type: 'unreachable', detail: 'port 8734 on this machine: EADDRINUSE', port: 8734 }, 'pinterest', keys);
    expect(title).toContain('8734');
    expect(todo).toContain('another port');
  });
});
