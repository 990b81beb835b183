import { createStore, type StoreApi } from 'zustand';
import type { Post, Publication } from '#core/contract/posts';
import type { Asset } from '#core/contract/shapes';
import type { Id } from '#core/ids';
import { isEditable } from '#core/posts/states';
import { titleOf } from '#core/text';
import { client } from '#renderer/api/client';
import { failureOf } from '#renderer/api/failure';
import { beforeLeaving } from '#renderer/api/leaving';
import { isAsMade } from '#renderer/api/compose';
import { errorWords, type ShownError } from '#renderer/messages/errors';
import { type AutosaveStatus, createAutosave, type SaveOutcome } from '#renderer/components/autosave';
import { quoted } from '#renderer/messages/quoted';
import { navigate } from '#renderer/routes';
import { showToast } from '#renderer/stores/toast';
import { type Draft, draftOf, type DraftPublication, isBlank, sameDraft, saveInput } from './draft';

export interface Upload {
  readonly key: number;
  readonly name: string;
  /** From 0 to 1. */
  readonly done: number;
  readonly error: ShownError | null;
}

export interface SessionState {
  readonly draft: Draft;
  readonly version: number;
  readonly status: AutosaveStatus;
  /** UTC ms of the last save, or of the last change before this session. */
  readonly savedAt: number;
  /** Why the last save did not work. */
  readonly failure: ShownError | null;
  /** Somebody else changed the post in between; both versions are kept, this one is shown. */
  readonly conflict: boolean;
  readonly assets: ReadonlyMap<Id, Asset>;
  readonly uploads: readonly Upload[];
  /** When an account got its own text, as far as it was in this session. UTC ms. */
  readonly ownSince: ReadonlyMap<Id, number>;
}

export interface Session {
  readonly postId: Id;
  readonly store: StoreApi<SessionState>;
  readonly edit: (change: (draft: Draft) => Draft) => void;
  /** Saves now; whether everything is on the disk. */
  readonly flush: () => Promise<boolean>;
  /** What the main process has: taken where nothing is unsaved. */
  readonly adopt: (post: Post) => void;
  /** Content that replaces what is here, and is stored already. */
  readonly replace: (post: Post) => void;
  readonly learn: (assets: readonly Asset[]) => void;
  readonly set: (patch: Partial<Pick<SessionState, 'conflict' | 'uploads'>>) => void;
}

const keep = (postId: Id): string => `linnet.unsaved.${postId}`;
const sessions = new Map<Id, Session & { readonly isClean: () => boolean; readonly stop: () => void; open: number }>();

/** The session of a post, made from `post` when there is none. It lives on behind a closed screen until all is saved. */
export function openSession(post: Post): Session {
  const known = sessions.get(post.id);
  if (known !== undefined) {
    known.adopt(post);
    return known;
  }
  const made = createSession(post);
  sessions.set(post.id, made);
  return made;
}

export function holdSession(postId: Id): () => void {
  const session = sessions.get(postId);
  if (session === undefined) return () => undefined;
  session.open += 1;
  return () => {
    session.open -= 1;
    void session.flush().then((saved) => {
      if (!saved && session.open === 0) tellUnsaved(session);
      if (!saved || session.open > 0 || !session.isClean() || isBringing(session) || sessions.get(postId) !== session) return;
      session.stop();
      sessions.delete(postId);
    });
  };
}

/** Whoever left sees no “Not saved” any more. Nothing is lost: it is kept here and tried again. */
function tellUnsaved({ postId, store }: Session): void {
  const { draft, failure } = store.getState();
  const title = titleOf(draft.text);
  showToast({
    text: `${title === '' ? 'The post' : quoted(title)} is not saved yet. ${failure === null ? '' : `${errorWords(failure).title}. `}Linnet keeps what you typed and goes on trying.`,
    act: { label: 'Open it', run: () => navigate(`/compose/${postId}`) },
  });
}

/** A picture is on its way into the post; it would come to nobody. */
const isBringing = ({ store }: Session): boolean => store.getState().uploads.some(({ error }) => error === null);

/** Takes a new draft away again in which nothing was ever written, chosen or brought in. The person never saved it, so nothing is said. */
export function dropUntouched(postId: Id): void {
  const session = sessions.get(postId);
  if (session === undefined || !session.isClean()) return;
  const { draft, version, uploads } = session.store.getState();
  if (!isBlank(draft) || uploads.length > 0 || !isAsMade(postId, version)) return;
  // One that stays is only an empty card in the tray.
  void client.posts.discard({ id: postId, version }).catch(() => undefined);
}

/** Before the window goes or hides: save, and keep what could not be saved where a reload finds it. */
export async function saveAllSessions(): Promise<void> {
  const unsaved = [...sessions.values()].filter((session) => !session.isClean());
  for (const session of unsaved) {
    try {
      sessionStorage.setItem(keep(session.postId), JSON.stringify({ draft: session.store.getState().draft, version: session.store.getState().version }));
    } catch {
      // No room there: the save below is still on its way.
    }
  }
  await Promise.all(unsaved.map(async (session) => session.flush()));
}
beforeLeaving(saveAllSessions);

function createSession(post: Post) {
  const left = takeLeft(post);
  const store = createStore<SessionState>(() => ({
    draft: left?.draft ?? draftOf(post), version: left?.version ?? post.version, status: 'clean', savedAt: post.updatedAt, failure: null, conflict: false,
    assets: new Map(post.assets.map((asset) => [asset.id, asset])), uploads: [], ownSince: new Map(),
  }));

  const autosave = createAutosave({
    save: () => save(), now: () => performance.now(), onStatus: (status) => store.setState({ status }),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });

  async function save(again = true): Promise<SaveOutcome> {
    const { draft, version } = store.getState();
    const answer = await client.posts.save({ id: post.id, version, ...saveInput(draft) }).catch((error: unknown) => ({ ok: false as const, error: failureOf(error) }));
    if (answer.ok) {
      store.setState((now) => ({ version: answer.value.version, savedAt: answer.value.savedAt, failure: null, draft: withLocked(now.draft, answer.value.publications) }));
      sessionStorage.removeItem(keep(post.id));
      return 'saved';
    }
    if (answer.error.code === 'stale-version') {
      // What was typed is a revision by now, and what it clashed with is one too. The typed one stays in the window.
      const newest = await client.posts.get({ id: post.id }).catch(() => null);
      if (newest?.ok !== true) return 'retry';
      store.setState({ version: newest.value.version, conflict: true });
      return again ? save(false) : 'retry';
    }
    store.setState({ failure: answer.error });
    return answer.error.code === 'not-found' ? 'refused' : 'retry';
  }

  const learn = (assets: readonly Asset[]): void => {
    const now = store.getState().assets;
    if (assets.every((asset) => now.get(asset.id) === asset || JSON.stringify(now.get(asset.id)) === JSON.stringify(asset))) return;
    store.setState({ assets: new Map([...now, ...assets.map((asset) => [asset.id, asset] as const)]) });
  };

  const replace = (fresh: Post): void => {
    learn(fresh.assets);
    store.setState({ draft: draftOf(fresh), version: fresh.version, savedAt: fresh.updatedAt, conflict: false });
  };

  const session = {
    postId: post.id, store, open: 0, learn, replace,
    isClean: autosave.isClean, stop: autosave.stop, flush: autosave.flush,
    edit: (change: (draft: Draft) => Draft): void => {
      const before = store.getState();
      const draft = change(before.draft);
      if (draft === before.draft) return;
      store.setState({ draft, ownSince: ownSince(before, draft) });
      autosave.touch();
    },
    adopt: (fresh: Post): void => {
      const { version, draft } = store.getState();
      learn(fresh.assets);
      if (!autosave.isClean() || fresh.version < version) return;
      if (fresh.version > version && !sameDraft(draft, draftOf(fresh))) replace(fresh);
      else store.setState({ version: fresh.version, draft: withLocked(draft, fresh.publications) });
    },
    set: (patch: Partial<Pick<SessionState, 'conflict' | 'uploads'>>): void => store.setState(patch),
  };
  if (left !== null) autosave.touch();
  return session;
}

/** What was unsaved when the window was last reloaded. */
function takeLeft(post: Post): { readonly draft: Draft; readonly version: number } | null {
  const text = sessionStorage.getItem(keep(post.id));
  if (text === null) return null;
  sessionStorage.removeItem(keep(post.id));
  try {
    const left = JSON.parse(text) as { readonly draft: Draft; readonly version: number };
    return sameDraft(left.draft, draftOf(post)) ? null : left;
  } catch {
    return null;
  }
}

/** What is out, or may be, says what it said; the main process knows best. */
function withLocked(draft: Draft, publications: readonly Publication[]): Draft {
  const locked = new Map(publications.filter(({ state }) => !isEditable(state)).map((one) => [one.accountId, one]));
  if (locked.size === 0) return draft;
  let changed = false;
  const next = draft.publications.map((one): DraftPublication => {
    const stored = locked.get(one.accountId);
    if (stored === undefined || (stored.text === one.text && JSON.stringify(stored.media) === JSON.stringify(one.media))) return one;
    changed = true;
    return { ...one, text: stored.text, media: stored.media };
  });
  return changed ? { ...draft, publications: next } : draft;
}

function ownSince({ draft: before, ownSince: since }: SessionState, after: Draft): SessionState['ownSince'] {
  const fresh = after.publications.filter((one) => one.text !== null && before.publications.find((old) => old.accountId === one.accountId)?.text === null);
  return fresh.length === 0 ? since : new Map([...since, ...fresh.map((one) => [one.accountId, Date.now()] as const)]);
}
