import { describe, expect, it } from 'vitest';
import { errorCodes } from '#core/errors';
import { afterLogin, type LoginRequest } from '#renderer/components/connect/login-steps';
import { errorWords } from '#renderer/messages/errors';

const typed: LoginRequest = { method: 'oauth', fields: { clientId: '4711', clientSecret: 'hush', redirect: 'https://a.example/b', answer: '' } };
const pasted: LoginRequest = { ...typed, fields: { ...typed.fields, answer: 'https://a.example/b?code=1' } };
const fields = ['clientId', 'clientSecret', 'redirect', 'answer'];

describe('where a login that did not end well leads', () => {
  it('keeps what was typed, whatever happened', () => {
    for (const code of errorCodes) for (const given of [typed, pasted]) expect(afterLogin('threads', given, { code }, fields)).toMatchObject({ network: 'threads', given });
  });

  it('back to the field that cannot be used, and to no field that is not asked for', () => {
    expect(afterLogin('threads', typed, { code: 'login-bad-input', params: { field: 'clientSecret' } }, fields)).toMatchObject({ at: 'login', wrong: 'clientSecret' });
    expect(afterLogin('threads', typed, { code: 'login-bad-input', params: { field: 'name' } }, fields)).toMatchObject({ at: 'failed' });
  });

  it('on to the second half, where the first was all that could be done; wrong only once something was pasted', () => {
    const answer = { code: 'login-bad-input', params: { field: 'answer' } } as const;
    expect(afterLogin('threads', typed, answer, fields)).toMatchObject({ at: 'paste', wrong: false });
    expect(afterLogin('threads', pasted, answer, fields)).toMatchObject({ at: 'paste', wrong: true });
    expect(afterLogin('threads', pasted, { code: 'login-cancelled' }, fields)).toMatchObject({ at: 'paste', wrong: false });
    expect(afterLogin('threads', typed, { code: 'login-cancelled' }, fields)).toMatchObject({ at: 'login' });
  });

  it('names the network, the server and the account in the words for it', () => {
    const title = (code: 'login-denied' | 'login-unreachable' | 'login-not-found', network: 'mastodon' | 'bluesky' | 'practice', given: Record<string, string>): string => {
      const step = afterLogin(network, { method: 'oauth', fields: given }, { code }, []);
      return step.at === 'failed' ? errorWords(step.error).title : '';
    };
    expect(title('login-denied', 'practice', {})).toBe('The practice network did not give permission');
    expect(title('login-unreachable', 'mastodon', { server: 'kiln.example' })).toBe('kiln.example does not answer');
    expect(title('login-unreachable', 'bluesky', { handle: 'ana.example' })).toBe('Bluesky does not answer');
    expect(title('login-not-found', 'bluesky', { handle: 'ana.example' })).toBe('ana.example was not found');
  });
});
