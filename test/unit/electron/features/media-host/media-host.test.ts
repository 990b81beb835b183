import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#core/clock';
import { type AppResult, appError } from '#core/errors';
import type { JsonObject } from '#core/json';
import { objectName } from '#core/media-host/address';
import type { HostProblem } from '#core/media-host/problems';
import type { MediaHostSettings } from '#core/media-host/settings';
import { err, ok, type Result } from '#core/result';
import type { HostFailure } from '#electron/connectors/ports/media-host';
import { createMediaHostFeature } from '#electron/features/media-host/media-host';
import { testPicture } from '#test/connectors/support/run';
import { createFakeClock, turn } from '#test/support/fake-clock';

const s3: MediaHostSettings = { kind: 's3', endpoint: 'https://s3.example.com/', region: 'eu', bucket: 'pictures', folder: '', keyId: 'KEY' };
const { signal } = new AbortController();
const SECRET = 'a very secret key';

function world() {
  const clock = createFakeClock();
  const [kept, sealed] = [new Map<string, JsonObject>(), new Map<string, JsonObject>()];
  const lying = new Map<string, Uint8Array>();
  const sent: string[] = [];
  const behave: { put: HostProblem | null; remove: HostProblem | null; lose: boolean; locked: boolean; seen: HostProblem | null; parts: boolean; slow: Promise<void> } = { put: null, remove: null, lose: false, locked: false, seen: null, parts: false, slow: Promise.resolve() };
  const removed: (readonly [string, string | undefined])[] = [];
  const fail = (problem: HostProblem): Result<never, HostFailure> => err({ problem, detail: 'its own words' });
  const named = (): readonly string[] => ((kept.get('media-host.files')?.['files'] ?? []) as { name: string }[]).map(({ name }) => name);
  let serial = 0;
  const make = () => createMediaHostFeature({
    clock, newName: (mime) => objectName(new Uint8Array(16).fill(serial += 1), mime), onDefect: (error) => { throw error; }, changes: { changed: () => undefined },
    store: { get: (key) => kept.get(key) ?? null, set: (key, value) => { kept.set(key, value); }, remove: (key) => { kept.delete(key); } },
    secrets: {
      get: (name): AppResult<JsonObject | null> => (behave.locked ? err(appError('vault-locked')) : ok(sealed.get(name) ?? null)),
      set: (name, value): AppResult<null> => { if (behave.locked) return err(appError('vault-locked')); sealed.set(name, value); return ok(null); },
      remove: (name) => { sealed.delete(name); },
    },
    connect: (settings, secret) => ({
      put: async (name, file, _mime, _signal, begun) => {
        sent.push(`${settings.kind === 's3' ? settings.endpoint : settings.address} ${secret}`);
        // Nothing is put that was not written down first.
        expect(named()).toContain(name);
        if (behave.parts) begun?.(`upload of ${name}`);
        await behave.slow;
        if (behave.put !== null) return fail(behave.put);
        lying.set(name, await file.readRange(0, file.bytes));
        return behave.lose ? fail('unreachable') : ok(`https://s3.example.com/pictures/${name}?sig=1`);
      },
      remove: (name, _signal, upload) => {
        removed.push([name, upload]);
        if (behave.remove !== null) return Promise.resolve(fail(behave.remove));
        lying.delete(name);
        return Promise.resolve(ok(null));
      },
    }),
    look: () => Promise.resolve(behave.seen === null ? ok(null) : fail(behave.seen)),
  });
  return { clock, kept, sealed, lying, sent, removed, behave, named, make, host: make() };
}
const saved = async () => {
  const all = world();
  expect(await all.host.save(s3, SECRET)).toEqual(ok({ wrong: null, left: [] }));
  return all;
};

describe('the media host', () => {
  it('has none at first, and hands out none', async () => {
    const { host } = world();
    expect([host.get(), host.isSet(), host.forAccount()]).toEqual([{ settings: null, secret: 'kept', overdue: 0 }, false, null]);
    expect(await host.test()).toMatchObject({ ok: false, step: 'put', problem: 'not-set' });
  });

  it('keeps the secret sealed alone, and tells it to nobody', async () => {
    const { host, kept, sealed } = await saved();
    expect(JSON.stringify([...sealed])).toContain(SECRET);
    expect(JSON.stringify([...kept])).not.toContain(SECRET);
    expect(JSON.stringify(host.get())).not.toContain(SECRET);
    expect(host.get()).toMatchObject({ settings: s3, secret: 'kept' });
  });

  it('never sends a secret to another server than it was typed for', async () => {
    const { host, sent, kept, behave } = await saved();
    expect(await host.save({ ...s3, endpoint: 'https://evil.example' }, null)).toEqual(ok({ wrong: { field: 'secret', problem: 'empty' }, left: [] }));
    expect(await host.save({ ...s3, bucket: 'others' }, null)).toEqual(ok({ wrong: null, left: [] }));
    // A file that was written over, or put back without its secrets.
    kept.set('media-host', { ...s3, endpoint: 'https://evil.example/' });
    expect(host.get().secret).toBe('missing');
    expect(await host.test()).toMatchObject({ problem: 'secret-missing' });
    expect(sent).toEqual([]);
    kept.set('media-host', s3);
    behave.locked = true;
    expect(host.get().secret).toBe('locked');
    expect(await host.forAccount()?.offer(testPicture(), signal)).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    expect(await host.save({ ...s3, bucket: 'third' }, SECRET)).toMatchObject({ ok: false, error: { code: 'vault-locked' } });
  });

  it('offers a picture and takes it away', async () => {
    const { host, lying, named } = await saved();
    const at = await host.forAccount()?.offer(testPicture(), signal);
    if (at?.ok !== true) throw new Error('not offered');
    expect([lying.size, named().length]).toEqual([1, 1]);
    await host.forAccount()?.withdraw(at.value, signal);
    expect([lying.size, named()]).toEqual([0, []]);
    await host.forAccount()?.withdraw('https://s3.example.com/pictures/index.html', signal);
  });

  it.each<[HostProblem, object]>([['login-refused', { type: 'rejected', reason: 'media-host' }], ['busy', { type: 'unavailable' }], ['unreachable', { type: 'unavailable' }], ['aborted', { type: 'aborted' }]])('%s becomes %o', async (problem, error) => {
    const { host, behave } = await saved();
    behave.put = problem;
    expect(await host.forAccount()?.offer(testPicture(), signal)).toMatchObject({ ok: false, error });
  });

  it('leaves no file for ever: not after a lost answer, a crash, or a host that was away', async () => {
    const { host, behave, lying, named, clock, make } = await saved();
    behave.lose = true;
    await host.forAccount()?.offer(testPicture(), signal);
    behave.lose = false;
    // Never taken away: Linnet was killed.
    await host.forAccount()?.offer(testPicture(), signal);
    expect([lying.size, named().length]).toEqual([2, 2]);
    behave.remove = 'unreachable';
    await clock.advance(2 * HOUR);
    const after = make();
    after.start();
    await turn();
    // Perhaps a network still fetches them.
    expect([lying.size, after.get().overdue]).toEqual([2, 0]);
    await clock.advance(HOUR + MINUTE);
    expect([lying.size, after.get().overdue]).toEqual([2, 2]);
    behave.remove = null;
    await clock.advance(HOUR);
    expect([lying.size, named(), after.get().overdue]).toEqual([0, [], 0]);
    after.stop();
    expect(clock.pending()).toBe(0);
  });

  it('keeps what the host calls an upload in parts, so that it is given up whatever happened to Linnet', async () => {
    const { host, behave, named, removed, clock, make } = await saved();
    Object.assign(behave, { parts: true, put: 'refused' });
    await host.forAccount()?.offer(testPicture(), signal);
    // Refused half way: the host still has the parts.
    const [name = ''] = named();
    await clock.advance(4 * HOUR);
    const after = make();
    after.start();
    await turn();
    expect([removed, named()]).toEqual([[[name, `upload of ${name}`]], []]);
    after.stop();
  });

  it('does not sweep what is still on its way, and gives it its whole time once it is there', async () => {
    const { host, behave, named, removed, clock } = await saved();
    let arrives = (): void => undefined;
    behave.slow = new Promise((resolve) => { arrives = resolve; });
    const offered = host.forAccount()?.offer(testPicture(), signal);
    await turn();
    await clock.advance(4 * HOUR);
    host.start();
    await turn();
    expect([removed, named().length]).toEqual([[], 1]);
    arrives();
    expect(await offered).toMatchObject({ ok: true });
    await clock.advance(2 * HOUR);
    expect(removed).toEqual([]);
    await clock.advance(2 * HOUR);
    expect([removed.length, named()]).toEqual([1, []]);
    host.stop();
  });

  it('says so when the file cannot be read any more, and keeps no name for it', async () => {
    const { host, named } = await saved();
    expect(await host.forAccount()?.offer({ ...testPicture(), readRange: () => Promise.reject(new Error('gone')) }, signal)).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
    expect(named()).toEqual([]);
  });

  it('sweeps files of a time to come: the clock was set back', async () => {
    const { host, lying, clock } = await saved();
    await host.forAccount()?.offer(testPicture(), signal);
    clock.jump(-48 * HOUR);
    host.start();
    await turn();
    expect(lying.size).toBe(0);
    host.stop();
  });

  it('takes everything along when it moves or ends, and names what it could not', async () => {
    const { host, behave, lying, named, kept, sealed } = await saved();
    await host.forAccount()?.offer(testPicture(), signal);
    expect(await host.save({ ...s3, bucket: 'others' }, null)).toEqual(ok({ wrong: null, left: [] }));
    expect(lying.size).toBe(0);
    await host.forAccount()?.offer(testPicture(), signal);
    behave.remove = 'login-refused';
    const left = [...named()];
    expect(await host.remove()).toEqual(left);
    expect([left.length, named(), kept.has('media-host'), sealed.size]).toEqual([1, [], false, 0]);
  });

  it('tests all three steps, and takes the test picture away whatever it saw', async () => {
    const { host, behave, lying, named } = await saved();
    expect(await host.test()).toEqual({ ok: true });
    behave.seen = 'not-public';
    expect(await host.test()).toEqual({ ok: false, step: 'fetch', problem: 'not-public', detail: 'its own words' });
    expect([lying.size, named()]).toEqual([0, []]);
    behave.seen = null;
    behave.remove = 'login-refused';
    expect(await host.test()).toMatchObject({ ok: false, step: 'remove', problem: 'not-removed' });
    behave.put = 'full';
    expect(await host.test()).toMatchObject({ ok: false, step: 'put', problem: 'full' });
  });
});
