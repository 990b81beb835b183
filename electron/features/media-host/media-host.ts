import type { Changes } from '#core/changes';
import { type Clock, HOUR, type Millis } from '#core/clock';
import type { AppResult } from '#core/errors';
import type { JsonObject } from '#core/json';
import { type HostSettingsProblem, nameInAddress } from '#core/media-host/address';
import { type HostProblem, isPassing, type TestStep } from '#core/media-host/problems';
import { mediaHostSettings, type MediaHostSettings, sameLogin, samePlace, tidySettings } from '#core/media-host/settings';
import { err, ok, type Result } from '#core/result';
import type { ConnectorError } from '../../connectors/ports/connector-error';
import type { HostFailure, MediaHost, MediaPlace } from '../../connectors/ports/media-host';
import type { FileSource } from '../../connectors/ports/publish';
import { createFileList, type SettingsPort } from './file-list';
import { loginOf } from './login-of';
import { TEST_FILE, TEST_PICTURE } from './test-picture';

const SECRET = 'media-host';
const SETTINGS = 'media-host';
/** How long an address is good where the host can limit it. Networks fetch within minutes. */
export const ADDRESS_LIFE: Millis = 2 * HOUR;
/** What is older than this is nobody's any more: its post went out, failed, or was cut off by a crash. */
const KEEP: Millis = 3 * HOUR;

interface SecretPort {
  readonly get: (name: string) => AppResult<JsonObject | null>;
  readonly set: (name: string, value: JsonObject) => AppResult<null>;
  readonly remove: (name: string) => void;
}
export interface MediaHostDeps {
  readonly clock: Clock;
  /** A name that nobody can guess. */
  readonly newName: (mime: string) => string;
  readonly store: SettingsPort;
  readonly secrets: SecretPort;
  readonly connect: (settings: MediaHostSettings, secret: string) => MediaPlace;
  readonly look: (address: string, put: { readonly bytes: Uint8Array; readonly mime: string }, signal: AbortSignal) => Promise<Result<null, HostFailure>>;
  readonly changes: Changes;
  readonly onDefect: (error: unknown) => void;
}
/** `left`: names of files that could not be taken away, for a person to do. */
interface Saved { readonly wrong: HostSettingsProblem | null; readonly left: string[] }
export type TestAnswer = { readonly ok: true } | { readonly ok: false; readonly step: TestStep; readonly problem: HostProblem; readonly detail: string };

/** The one place where pictures and videos lie while a network fetches them; nothing is put there that was not written down first. */
export function createMediaHostFeature(deps: MediaHostDeps) {
  const { clock, store, secrets } = deps;
  const files = createFileList(store, clock);
  const never = new AbortController().signal;
  let stopping = new AbortController();
  let cancel: (() => void) | null = null;

  const settings = (): MediaHostSettings | null => mediaHostSettings.safeParse(store.get(SETTINGS)).data ?? null;

  /** Sealed together with what it is for, so that it is never sent anywhere else. */
  function secretFor(of: MediaHostSettings): Result<string, 'secret-missing' | 'locked'> {
    const kept = secrets.get(SECRET);
    if (!kept.ok) return err('locked');
    const { secret, login } = kept.value ?? {};
    return typeof secret === 'string' && login === loginOf(of) ? ok(secret) : err('secret-missing');
  }
  function place(): Result<MediaPlace, HostFailure> {
    const now = settings();
    if (now === null) return err({ problem: 'not-set', detail: '' });
    const secret = secretFor(now);
    return secret.ok ? ok(deps.connect(now, secret.value)) : err({ problem: secret.error, detail: '' });
  }

  /** On their way: a large file takes as long as the line needs, and is not swept meanwhile. */
  const underway = new Set<string>();
  /** Written down first. What was certainly refused is not there. */
  async function put(at: MediaPlace, file: FileSource, mime: string, signal: AbortSignal): Promise<Result<string, HostFailure>> {
    const name = deps.newName(mime);
    files.add(name);
    underway.add(name);
    try {
      const lies = await at.put(name, file, mime, signal, (upload) => { files.begun(name, upload); });
      if (lies.ok) files.whole(name);
      // What the host still keeps of it is taken away with the next sweep.
      else if (!isPassing(lies.error.problem) && files.uploadOf(name) === undefined) files.drop([name]);
      return lies;
    } finally {
      underway.delete(name);
    }
  }
  async function take(at: MediaPlace, name: string, signal: AbortSignal): Promise<Result<null, HostFailure>> {
    const gone = await at.remove(name, signal, files.uploadOf(name));
    if (gone.ok) files.drop([name]);
    return gone;
  }
  /** @returns the names that are still there */
  async function takeAll(names: readonly string[], signal: AbortSignal): Promise<string[]> {
    const at = names.length === 0 ? null : place();
    if (at === null) return [];
    if (!at.ok) return [...names];
    const left: string[] = [];
    let away = false;
    for (const name of names) {
      // A host that is away for one is away for all of them.
      const gone: Result<null, HostFailure> | null = away ? null : await take(at.value, name, signal);
      if (gone?.ok === true) continue;
      left.push(name);
      away ||= gone !== null && isPassing(gone.error.problem);
    }
    return left;
  }

  const host: MediaHost = {
    offer: async (media, signal) => {
      const at = place();
      if (!at.ok) return err(forConnector(at.error));
      const unread = await firstByte(media);
      if (unread !== null) return err(unread);
      const lies = await put(at.value, media, media.mime, signal);
      return lies.ok ? lies : err(forConnector(lies.error));
    },
    withdraw: async (url, signal) => {
      const name = nameInAddress(url);
      if (name !== null) await takeAll([name], signal).catch(deps.onDefect);
    },
  };

  async function sweep(): Promise<void> {
    await takeAll(files.olderThan(clock.now() - KEEP).filter((name) => !underway.has(name)), stopping.signal);
  }
  function sweepAndWait(): void {
    const { signal } = stopping;
    void sweep().catch(deps.onDefect).then(() => { if (!signal.aborted) cancel = clock.callAt(clock.now() + HOUR, sweepAndWait); });
  }

  return {
    get: () => {
      const now = settings();
      const secret = now === null ? null : secretFor(now);
      return { settings: now, secret: secret === null || secret.ok ? 'kept' as const : secret.error === 'locked' ? 'locked' as const : 'missing' as const, overdue: files.olderThan(clock.now() - KEEP).length };
    },
    isSet: (): boolean => settings() !== null,
    /** @param secret null: the one that is kept, where it is for the same login */
    save: async (typed: MediaHostSettings, secret: string | null): Promise<AppResult<Saved>> => {
      const tidy = tidySettings(typed);
      if (!tidy.ok) return ok({ wrong: tidy.error, left: [] });
      const before = settings();
      const kept = before !== null && sameLogin(before, tidy.value) ? secretFor(before) : null;
      const given = secret === null || secret === '' ? (kept?.ok === true ? kept.value : null) : secret;
      if (given === null) return ok({ wrong: { field: 'secret', problem: 'empty' }, left: [] });
      const left = before === null || samePlace(before, tidy.value) ? [] : await takeAll(files.all(), never);
      const sealed = secrets.set(SECRET, { secret: given, login: loginOf(tidy.value) });
      if (!sealed.ok) return sealed;
      files.drop(left);
      store.set(SETTINGS, tidy.value, clock.now());
      deps.changes.changed('media-host');
      return ok({ wrong: null, left });
    },
    remove: async (): Promise<string[]> => {
      const left = await takeAll(files.all(), never);
      files.drop(left);
      store.remove(SETTINGS);
      secrets.remove(SECRET);
      deps.changes.changed('media-host');
      return left;
    },
    /** Puts a tiny picture, fetches it as a network would, and takes it away. */
    test: async (): Promise<TestAnswer> => {
      const failed = (step: TestStep, { problem, detail }: HostFailure): TestAnswer => ({ ok: false, step, problem, detail });
      const at = place();
      if (!at.ok) return failed('put', at.error);
      const lies = await put(at.value, TEST_FILE, 'image/png', never);
      if (!lies.ok) return failed('put', lies.error);
      const seen = await deps.look(lies.value, { bytes: TEST_PICTURE, mime: 'image/png' }, never);
      const gone = await take(at.value, nameInAddress(lies.value) ?? '', never);
      if (!seen.ok) return failed('fetch', seen.error);
      return gone.ok ? { ok: true } : failed('remove', { ...gone.error, problem: isPassing(gone.error.problem) ? gone.error.problem : 'not-removed' });
    },
    /** One host serves every account. Null: none is set. */
    forAccount: (): MediaHost | null => (settings() === null ? null : host),
    start: (): void => { stopping = new AbortController(); sweepAndWait(); },
    stop: (): void => { stopping.abort(); cancel?.(); cancel = null; },
  };
}

export type MediaHostFeature = ReturnType<typeof createMediaHostFeature>;

/** What is wrong where the disk no longer gives the file. */
async function firstByte(media: FileSource): Promise<ConnectorError | null> {
  try {
    await media.readRange(0, Math.min(1, media.bytes));
    return null;
  } catch (cause) {
    return { type: 'rejected', reason: 'media-invalid', detail: `the file can no longer be read: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

/** As publishing hears it. Nothing of the post is out, so what passes is tried again. */
function forConnector({ problem, detail, answer }: HostFailure): ConnectorError {
  if (problem === 'aborted') return { type: 'aborted' };
  const said = `The media host: ${problem}${detail === '' ? '' : ` (${detail})`}`;
  const own = answer === undefined ? {} : { answer };
  return isPassing(problem) ? { type: 'unavailable', detail: said, ...own } : { type: 'rejected', reason: 'media-host', detail: said, ...own };
}
