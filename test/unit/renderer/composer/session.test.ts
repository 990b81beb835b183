import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Post } from '#core/contract/posts';
import { basePlace, textAt } from '#renderer/screens/composer/draft';
import { setText } from '#renderer/screens/composer/editing';
import { holdSession, openSession, type Session } from '#renderer/screens/composer/session';
import { useToasts } from '#renderer/stores/toast';

const posts = vi.hoisted(() => ({ save: vi.fn(), get: vi.fn(), discard: vi.fn() }));
vi.mock('#renderer/api/client', () => ({ client: { posts } }));
vi.mock('#renderer/api/compose', () => ({ isAsMade: () => false }));

let made = 0;
const post = (patch: Partial<Post> = {}): Post => {
  made += 1;
  return {
    id: `post-${made}`, brandId: 'b', title: '', text: 'Begun', media: [], plannedWall: null, plannedZone: null, plannedAt: null, version: 1, createdAt: 0, updatedAt: 0, deletedAt: null,
    publications: [], labels: [], assets: [], revisionCount: 1, ...patch,
  };
};
const type = (session: Session, text: string): void => session.edit((draft) => setText(draft, basePlace, text));
const shown = (session: Session): string => textAt(session.store.getState().draft, basePlace);
const savedTexts = (): unknown[] => posts.save.mock.calls.map(([input]) => (input as { text: string }).text);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
  let version = 1;
  posts.save.mockImplementation(async () => {
    version += 1;
    return Promise.resolve({ ok: true, value: { version, savedAt: 5, publications: [], title: '' } });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.resetAllMocks();
});

describe('a post that is left while it cannot be saved', () => {
  it('is told of with the way back, kept and saved later', async () => {
    const own = post({ text: 'Begun' });
    const session = openSession(own);
    const leave = holdSession(own.id);
    posts.save.mockResolvedValue({ ok: false, error: { code: 'disk-full' } });
    type(session, 'The kiln is cooling');
    leave();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(useToasts.getState().current).toMatchObject({ text: '“The kiln is cooling” is not saved yet. The disk is full. Linnet keeps what you typed and goes on trying.', act: { label: 'Open it' } });
    expect(openSession(own)).toBe(session);
    posts.save.mockResolvedValue({ ok: true, value: { version: 2, savedAt: 5, publications: [], title: '' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(savedTexts().at(-1)).toBe('The kiln is cooling');
    expect(session.store.getState().status).toBe('clean');
  });
});

describe('a post that is being written', () => {
  it('is saved with all that was typed, also what came during a save', async () => {
    const session = openSession(post());
    type(session, 'One');
    await vi.advanceTimersByTimeAsync(400);
    type(session, 'One two');
    await expect(session.flush()).resolves.toBe(true);
    expect(savedTexts()).toEqual(['One', 'One two']);
    expect(shown(session)).toBe('One two');
  });

  it('keeps what was typed when somebody else saved in between, and says so', async () => {
    const own = post();
    const session = openSession(own);
    posts.save.mockResolvedValueOnce({ ok: false, error: { code: 'stale-version' } });
    posts.get.mockResolvedValueOnce({ ok: true, value: { ...own, version: 7, text: 'Theirs' } });
    type(session, 'Mine');
    await expect(session.flush()).resolves.toBe(true);
    expect(posts.save.mock.calls.map(([input]) => (input as { version: number }).version)).toEqual([1, 7]);
    expect([shown(session), session.store.getState().conflict]).toEqual(['Mine', true]);
  });

  it('is not overwritten by an answer that is older than what is typed', () => {
    const own = post();
    const session = openSession(own);
    type(session, 'Newer than that');
    session.adopt({ ...own, version: 9, text: 'From somewhere else' });
    expect(shown(session)).toBe('Newer than that');
  });

  it('is the same one when a person comes back while a picture is still on its way', async () => {
    const own = post();
    const session = openSession(own);
    const leave = holdSession(own.id);
    session.set({ uploads: [{ key: 1, name: 'loaf.jpg', done: 0.5, error: null }] });
    leave();
    await vi.advanceTimersByTimeAsync(10);
    expect(openSession(own)).toBe(session);
    session.set({ uploads: [] });
    const leaveAgain = holdSession(own.id);
    leaveAgain();
    await vi.advanceTimersByTimeAsync(10);
    expect(openSession(own)).not.toBe(session);
  });
});
