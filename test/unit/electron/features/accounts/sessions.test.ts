import { beforeEach, describe, expect, it } from 'vitest';
import { appError } from '#core/errors';
import type { JsonObject } from '#core/json';
import { err, ok } from '#core/result';
import { createAccountStore } from '#db/accounts';
import { createSessions, type Sessions } from '#electron/features/accounts/sessions';
import { createWorld, type World } from '#test/support/publishing-world';

let w: World;
let kept: JsonObject | null;
let mood: 'well' | 'locked' | 'full';
let sessions: Sessions;

beforeEach(() => {
  w = createWorld();
  kept = { token: 'one' };
  mood = 'well';
  sessions = createSessions({
    store: createAccountStore(w.database.db), connectors: new Map([[w.network.connector.id, w.network.connector]]), clock: w.clock, onHealthChange: () => undefined,
    secrets: {
      get: () => (mood === 'locked' ? err(appError('vault-locked')) : ok(kept)),
      set: (_name, value) => {
        if (mood === 'full') throw new Error('ENOSPC: no space left on device');
        if (mood === 'locked') return err(appError('vault-locked'));
        kept = value;
        return ok(null);
      },
      remove: () => { kept = null; },
    },
  });
});

const open = () => {
  const opened = sessions.open(w.accountIds[0] ?? '');
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.session;
};

describe('a renewed login', () => {
  it.each(['full', 'locked'] as const)('is not lost when it cannot be written (%s), and is written as soon as it can be', async (how) => {
    const session = open();
    mood = how;
    await session.saveSecret({ token: 'two' }, null);
    expect(session.secret).toEqual({ token: 'two' });
    await session.saveSecret({ token: 'three' }, null);
    expect(session.secret).toEqual({ token: 'three' });
    expect(kept).toEqual({ token: 'one' });
    mood = 'well';
    expect(open().secret).toEqual({ token: 'three' });
    expect(kept).toEqual({ token: 'three' });
  });

  it('gives way to a new login that was made meanwhile, and to a sign-out', async () => {
    const session = open();
    mood = 'full';
    await session.saveSecret({ token: 'two' }, null);
    mood = 'well';
    kept = { token: 'of a new login' };
    expect(open().secret).toEqual({ token: 'of a new login' });
    expect(kept).toEqual({ token: 'of a new login' });

    mood = 'full';
    await open().saveSecret({ token: 'three' }, null);
    mood = 'well';
    kept = null;
    expect(sessions.open(w.accountIds[0] ?? '')).toMatchObject({ ok: false, error: { code: 'signed-out' } });
  });

  it('is seen by sessions that were opened before', async () => {
    const [first, second] = [open(), open()];
    await first.saveSecret({ token: 'two' }, 5);
    expect(second.secret).toEqual({ token: 'two' });
    expect(createAccountStore(w.database.db).byId(w.accountIds[0] ?? '')?.expiresAt).toBe(5);
  });

  it('stays closed while the vault is', () => {
    mood = 'locked';
    expect(sessions.open(w.accountIds[0] ?? '')).toMatchObject({ ok: false, error: { code: 'vault-locked' } });
  });

  it('that comes after the account was given up, or connected anew, is thrown away', async () => {
    const removed = open();
    expect(removed.secret).toEqual({ token: 'one' });
    kept = null;
    await removed.saveSecret({ token: 'two' }, 5);
    expect(kept).toBeNull();
    // The call in hand goes on with what it has.
    expect(removed.secret).toEqual({ token: 'two' });

    kept = { token: 'one' };
    const old = open();
    expect(old.secret).toEqual({ token: 'one' });
    kept = { token: 'of a new login' };
    await old.saveSecret({ token: 'two' }, 5);
    expect(kept).toEqual({ token: 'of a new login' });
    expect(createAccountStore(w.database.db).byId(w.accountIds[0] ?? '')?.expiresAt).toBeNull();
  });
});

it('late news of an old login do not end the new one', () => {
  const id = w.accountIds[0] ?? '';
  const health = (): string | undefined => createAccountStore(w.database.db).byId(id)?.health;
  const old = sessions.loginOf(id);
  sessions.newLogin(id);
  sessions.markSignedOut(id, old);
  expect(health()).toBe('ok');
  sessions.markSignedOut(id, sessions.loginOf(id));
  expect(health()).toBe('signed-out');
});
