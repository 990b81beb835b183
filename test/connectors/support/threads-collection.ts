import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { SCOPES } from '#electron/connectors/threads/login';
import type { SeenRequest } from './fault-proxy';

const file = resolve(process.env['LINNET_SHARED'] ?? '../shared', 'networks/specs/threads/fbsamples-threads_api/postman/threads-api.postman_collection.json');

/** Whether Meta's own Postman collection lies beside the repository. */
export const threadsCollectionPresent = existsSync(file);

const query = z.array(z.object({ key: z.string(), value: z.string().nullish(), disabled: z.boolean().optional() })).optional();
const call = z.object({ request: z.object({ method: z.string(), url: z.object({ raw: z.string(), query }) }), response: z.array(z.object({ body: z.string().nullish() })).optional() });
const folder = z.object({ item: z.array(z.unknown()) });
const collection = folder.extend({ variable: z.array(z.object({ key: z.string(), value: z.string() })) });

interface Described {
  readonly method: string;
  readonly path: RegExp;
  /** By name: the value that the collection gives. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Names of the fields of its example answers. */
  readonly answers: ReadonlySet<string>;
}

/** `a,b{c,d},e` → a, b, c, d, e */
const names = (list: string): readonly string[] => list.split(/[,{}\s]+/).filter((name) => name !== '');
const FREE = /^(?:text|q|reply_to_id|creation_id|image_url|video_url|alt_text|topic_tag|link_attachment|children|access_token|input_token|since|until|limit|before|after|code|client_id|client_secret|redirect_uri)$/;

/** Checks requests and answers against Meta's Postman collection. Says what is wrong, one line each: an unknown call, parameter, value or field too. */
export function createThreadsCheck(): (exchange: SeenRequest) => readonly string[] {
  const spec = collection.parse(JSON.parse(readFileSync(file, 'utf8')));
  const variables = new Map(spec.variable.map(({ key, value }) => [key, value]));
  const listed = (name: string): readonly string[] => names(variables.get(name) ?? '');
  const known: Described[] = [];
  const walk = (items: readonly unknown[]): void => {
    for (const item of items) {
      const inner = folder.safeParse(item);
      if (inner.success) walk(inner.data.item);
      const one = call.safeParse(item);
      if (!one.success) continue;
      const { method, url } = one.data.request;
      const path = url.raw.replace('{{api_host}}', '').replace(/\?.*$/s, '').replace(/\/$/, '').replace(/\{\{\w+\}\}/g, '\\d+');
      const answers = new Set((one.data.response ?? []).flatMap(({ body }) => [...(body ?? '').matchAll(/"(\w+)"\s*:/g)].map(([, name = '']) => name)));
      known.push({ method, path: new RegExp(`^${path}$`), parameters: new Map((url.query ?? []).map(({ key, value }) => [key, value ?? ''])), answers });
    }
  };
  walk(spec.item);
  const problemsOfScopes = SCOPES.filter((scope) => !listed('scope').includes(scope)).map((scope) => `scope ${scope} is not in the collection`);

  /** Whether a value of a parameter is one that some description of this call gives. */
  function fits(name: string, value: string, fit: readonly Described[]): boolean {
    if (FREE.test(name)) return true;
    const given = fit.flatMap(({ parameters }) => parameters.get(name) ?? []);
    if (name === 'fields' || name === 'metric') return names(value).every((one) => given.some((template) => listed(/\{\{(\w+)\}\}/.exec(template)?.[1] ?? '').includes(one)));
    if (name === 'reply_control') return listed('reply_control').includes(value);
    if (name === 'poll_attachment') return given.some((sample) => Object.keys(Object(JSON.parse(value))).every((key) => key in Object(JSON.parse(sample))));
    if (name === 'reverse') return ['true', 'false'].includes(value);
    return given.includes(value);
  }

  return ({ method, path, body, answer }) => {
    const url = new URL(path, 'http://x');
    const plain = url.pathname.replace(/^\/v1\.0(?=\/)/, '');
    const label = `${method} ${plain}`;
    const sent = new URLSearchParams([...url.searchParams, ...new URLSearchParams(body.toString())]);
    const kind = sent.get('media_type');
    const fit = known.filter((one) => one.method === method && one.path.test(plain) && (kind === null || one.parameters.get('media_type') === kind));
    if (fit.length === 0) return [...problemsOfScopes, `${label}${kind === null ? '' : ` ${kind}`}: the collection does not know it`];
    const problems = [...problemsOfScopes];
    for (const [name, value] of sent) {
      if (name !== 'access_token' && !fit.some(({ parameters }) => parameters.has(name))) problems.push(`${label}: ${name} is not in the collection`);
      else if (!fits(name, value, fit)) problems.push(`${label}: ${name}=${value} is not in the collection`);
    }
    if (answer === null || answer.status >= 300) return problems;
    // What was asked for by name may be answered, and whatever an example shows.
    const allowed = new Set([...fit.flatMap((one) => [...one.answers]), ...names(sent.get('fields') ?? ''), ...names(sent.get('metric') ?? ''), 'id', 'paging', 'cursors', 'before', 'after', 'next']);
    for (const [, name = ''] of answer.body.toString().matchAll(/"(\w+)"\s*:/g)) if (fit.some((one) => one.answers.size > 0) && !allowed.has(name)) problems.push(`${label}: the answer's ${name} is not in the collection`);
    const status = /"status"\s*:\s*"(\w+)"/.exec(answer.body.toString())?.[1];
    if (status !== undefined && !['EXPIRED', 'ERROR', 'FINISHED', 'IN_PROGRESS', 'PUBLISHED'].includes(status)) problems.push(`${label}: status ${status} is not in the collection`);
    return problems;
  };
}
