import { z } from 'zod';
import { SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { Connected, LoginError } from '../ports/login';
import { practiceSecret } from './api-types';
import { CLIENT_ID, type PracticeDeps } from './client';
import { connect } from './login';

/** The server's own door, which only the process that started it can open. */
export interface PracticeAdmin {
  readonly base: string;
  readonly secret: string;
}

const loginAnswer = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number(), scope: z.string() });
const postMade = z.object({ id: z.string(), url: z.string() });
const uploaded = z.object({ id: z.string() });

/**
 * Connects an account without the consent page, making it when it is not there: for *Try with a sample brand*, tests and benches.
 * @param since when the account is to have been made, UTC ms; decides how many followers it has by now.
 */
export async function connectPracticeAccount(deps: Pick<PracticeDeps, 'http' | 'clock'>, admin: PracticeAdmin, name: string, since?: number): Promise<Result<Connected, LoginError>> {
  const answer = await askAdmin(deps, admin, '/admin/login', { name, client_id: CLIENT_ID, ...(since === undefined ? {} : { since }) });
  if (!answer.ok) return answer;
  const login = loginAnswer.safeParse(answer.value);
  if (!login.success) return err({ type: 'bad-input', field: 'name' });
  const { access_token, refresh_token, expires_in, scope } = login.data;
  const tokens = { accessToken: access_token, refreshToken: refresh_token, expiresAt: deps.clock.now() + expires_in * SECOND, scopes: scope.split(' ') };
  return connect(deps, admin.base, tokens, new AbortController().signal);
}

export interface PastPost {
  readonly handle: string;
  readonly text: string;
  readonly media: readonly string[];
  /** UTC ms, in the past: followers will have reacted since then. */
  readonly at: number;
  /** The same key never makes a second post, so seeding may be repeated. */
  readonly key: string;
}

/** Puts a post of the past on the server, so that a sample brand has something behind it. */
export async function addPastPost(deps: Pick<PracticeDeps, 'http'>, admin: PracticeAdmin, post: PastPost): Promise<Result<{ readonly remoteId: string; readonly permalink: string }, LoginError>> {
  const answer = await askAdmin(deps, admin, '/admin/posts', post);
  if (!answer.ok) return answer;
  const made = postMade.safeParse(answer.value);
  return made.success ? ok({ remoteId: made.data.id, permalink: made.data.url }) : err({ type: 'server-lied', detail: 'the post was not taken' });
}

/** Uploads a picture for `addPastPost`; gives its id. */
export async function addPicture(deps: Pick<PracticeDeps, 'http'>, admin: PracticeAdmin, connected: Connected, bytes: Uint8Array, alt: string): Promise<Result<string, LoginError>> {
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(bytes)]), 'picture');
  form.set('alt', alt);
  const answer = await deps.http.request({
    method: 'POST',
    url: `${admin.base}/api/media`,
    headers: { authorization: `Bearer ${practiceSecret.parse(connected.secret).accessToken}` },
    body: form,
  });
  if (!answer.ok) return err({ type: 'unreachable', detail: answer.error.detail });
  const made = uploaded.safeParse(answer.value.json);
  return made.success ? ok(made.data.id) : err({ type: 'server-lied', detail: `the picture was answered with ${answer.value.status}` });
}

async function askAdmin({ http }: Pick<PracticeDeps, 'http'>, admin: PracticeAdmin, path: string, body: unknown): Promise<Result<unknown, LoginError>> {
  const answer = await http.request({
    method: 'POST',
    url: admin.base + path,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admin.secret}` },
    body: JSON.stringify(body),
    redirect: 'error',
  });
  return answer.ok ? ok(answer.value.json) : err({ type: 'unreachable', detail: answer.error.detail });
}
