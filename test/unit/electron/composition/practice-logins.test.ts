import { expect, it } from 'vitest';
import { appError } from '#core/errors';
import { err, ok } from '#core/result';
import { withPracticeServer } from '#electron/composition/practice-logins';
import type { Logins } from '#electron/features/accounts/connect';

const inner: Logins = { connect: async () => err(appError('login-cancelled')), cancel: () => undefined, reopen: () => ok(null), isInWindow: () => false, toBrowser: () => ok(null), page: () => null, choices: () => null, choose: () => ok(null), stop: () => undefined };
const request = { loginId: 'l', brandId: 'b', method: 'oauth' as const, fields: {} };

it('a practice network that cannot start is a login that cannot reach it', async () => {
  const defects: unknown[] = [];
  const logins = withPracticeServer(inner, async () => { throw new Error('no port is free'); }, (error) => { defects.push(error); });
  expect(await logins.connect({ ...request, network: 'practice' })).toMatchObject({ ok: false, error: { code: 'login-unreachable', detail: 'no port is free' } });
  expect(defects).toHaveLength(1);
  expect(await logins.connect({ ...request, network: 'bluesky' })).toMatchObject({ ok: false, error: { code: 'login-cancelled' } });
});
