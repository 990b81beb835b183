import { z } from 'zod';
import type { Api } from './api';
import { postInput } from './api';
import { type Ask, json, jsonBody, problem, type Reply, type Route } from './exchange';
import { type FaultBoard, faultInput } from './faults';
import type { Settings } from './options';
import type { SignUp } from './sign-up';
import type { GrantStore } from './store/grants';
import type { PeopleStore } from './store/people';
import type { PostStore } from './store/posts';
import type { Tokens } from './tokens';

export interface AdminDeps {
  readonly settings: Settings;
  readonly faults: FaultBoard;
  readonly people: PeopleStore;
  readonly posts: PostStore;
  readonly grants: GrantStore;
  readonly tokens: Tokens;
  readonly signUp: SignUp;
  readonly api: Api;
  readonly setHonourKeys: (honour: boolean) => void;
  readonly stats: () => Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const expireInput = z.strictObject({ handle: z.string().optional(), kind: z.enum(['access', 'all']).default('access') });
const loginInput = z.strictObject({ name: z.string().min(1).max(60), client_id: z.string().max(100).default('linnet'), since: z.int().optional() });
const pastPost = postInput.extend({ handle: z.string(), at: z.int().optional(), key: z.string().max(200).optional() });

/** For tests, the chaos run and the sample brand: everything here needs the secret of the install. */
export function createAdminRoutes(deps: AdminDeps): readonly Route[] {
  const { settings, faults, people, posts, grants, tokens } = deps;
  const bad = (): Reply => problem(400, 'invalid', 'The request does not have the expected fields.');

  function listPosts(): Reply {
    const handles = new Map(people.all().map((p) => [p.id, p.handle]));
    return json(200, {
      posts: posts.all().map((p) => ({
        id: String(p.id),
        handle: handles.get(p.personId) ?? '',
        text: p.text,
        key: p.key,
        reply_to: p.replyTo,
        media: p.mediaIds.map(String),
        visibility: p.visibility,
        created_at_ms: p.createdAt,
        received_at_ms: p.receivedAt,
        deleted_at_ms: p.deletedAt,
      })),
    });
  }

  function addPost(ask: Ask): Reply {
    const input = pastPost.safeParse(jsonBody(ask));
    if (!input.success) return bad();
    const person = people.byHandle(input.data.handle);
    if (person === null) return problem(404, 'not_found', 'There is no such account.');
    return deps.api.create(person, input.data, input.data.key ?? null, input.data.at ?? null);
  }

  /** Signs somebody in without the consent page; the account is made when it is not there. */
  function login(ask: Ask): Reply {
    const input = loginInput.safeParse(jsonBody(ask));
    if (!input.success) return bad();
    const person = deps.signUp(input.data.name, input.data.since);
    if (person === null) return problem(422, 'name_taken', 'That name cannot be had.');
    const issued = tokens.issue(person.id, input.data.client_id, 'read write');
    return json(200, {
      handle: person.handle,
      access_token: issued.accessToken,
      refresh_token: issued.refreshToken,
      expires_in: Math.floor(issued.expiresInMs / 1000),
      scope: issued.scope,
    });
  }

  function expire(ask: Ask): Reply {
    const input = expireInput.safeParse(ask.body.length === 0 ? {} : jsonBody(ask));
    if (!input.success) return bad();
    const person = input.data.handle === undefined ? null : people.byHandle(input.data.handle);
    if (input.data.handle !== undefined && person === null) return problem(404, 'not_found', 'There is no such account.');
    const id = person?.id ?? null;
    return json(200, { changed: input.data.kind === 'access' ? grants.expireAccess(id) : grants.revokeAll(id) });
  }

  function addFault(ask: Ask): Reply {
    const input = faultInput.safeParse(jsonBody(ask));
    return input.success ? json(201, faults.add(input.data)) : bad();
  }

  function change(ask: Ask): Reply {
    const input = z.strictObject({ honour_keys: z.boolean() }).safeParse(jsonBody(ask));
    if (!input.success) return bad();
    deps.setHonourKeys(input.data.honour_keys);
    return json(200, { honour_keys: settings.honourKeys() });
  }

  return [
    { access: 'admin', method: 'GET', path: '/admin/faults', handle: () => json(200, { faults: faults.list() }) },
    { access: 'admin', method: 'POST', path: '/admin/faults', handle: addFault },
    { access: 'admin', method: 'DELETE', path: '/admin/faults', handle: () => { faults.clear(); return { status: 204, body: '' }; } },
    { access: 'admin', method: 'GET', path: '/admin/posts', handle: listPosts },
    { access: 'admin', method: 'POST', path: '/admin/posts', handle: addPost },
    { access: 'admin', method: 'POST', path: '/admin/login', handle: login },
    { access: 'admin', method: 'POST', path: '/admin/token/expire', handle: expire },
    { access: 'admin', method: 'GET', path: '/admin/settings', handle: () => json(200, { honour_keys: settings.honourKeys() }) },
    { access: 'admin', method: 'POST', path: '/admin/settings', handle: change },
    { access: 'admin', method: 'GET', path: '/admin/stats', handle: () => json(200, { endpoints: deps.stats() }) },
  ];
}
