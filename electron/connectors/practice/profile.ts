import type { z } from 'zod';
import { ok } from '#core/result';
import type { AccountPort, AccountProfile } from '../ports/account';
import { meAnswer } from './api-types';
import { CLIENT_ID, type PracticeClient, type PracticeDeps } from './client';

export function profileFrom(me: z.infer<typeof meAnswer>): AccountProfile {
  return {
    remoteId: me.id,
    handle: me.handle,
    displayName: me.name,
    profileUrl: me.url,
    avatarUrl: me.avatar,
    followers: me.followers,
    // The limits of this network are ours and stand in core/networks.
    limits: null,
  };
}

export function createAccountReading({ http, resolveBase }: PracticeDeps, client: PracticeClient): Required<Pick<AccountPort, 'profile' | 'revoke'>> {
  return {
    profile: async (session, signal) => {
      const me = await client.read(session, { method: 'GET', path: '/api/me', effect: 'reads', signal }, meAnswer);
      return me.ok ? ok(profileFrom(me.value)) : me;
    },
    revoke: async (session, signal) => {
      const [base, secret] = [resolveBase(), client.secretOf(session)];
      if (base === null || secret === null) return;
      await http.request({
        method: 'POST',
        url: `${base}/oauth/revoke`,
        body: new URLSearchParams({ token: secret.refreshToken, client_id: CLIENT_ID }),
        redirect: 'error',
        signal,
      });
    },
  };
}
