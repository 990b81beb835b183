import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { SeenRequest } from './fault-proxy';

const folder = resolve(process.env['LINNET_SHARED'] ?? '../shared', 'networks/specs/meta/facebook-business-sdk-codegen/api_specs/specs');

/** Whether Meta's own lists of parameters and enums lie beside the repository. */
export const metaSpecPresent = existsSync(join(folder, 'Page.json'));

const parameter = z.object({ name: z.string(), type: z.string() });
const nodeShape = z.object({
  apis: z.array(z.object({ method: z.string(), endpoint: z.string().optional(), name: z.string().optional(), return: z.string(), params: z.array(parameter) })),
  fields: z.array(parameter),
});
type Node = z.infer<typeof nodeShape>;
const enumShape = z.array(z.object({ name: z.string(), values: z.array(z.string()) }));

/** Graph's own, which the lists leave out: of every call, and the file of an upload. */
const EVERYWHERE: ReadonlySet<string> = new Set(['access_token', 'appsecret_proof', 'fields', 'limit', 'after', 'source']);
/** Not nodes of Graph, so not in the lists. */
const OUTSIDE = /^\/(?:(?:oauth\/)?access_token|refresh_access_token|debug_token|dialog\/oauth|oauth\/authorize|(?:ig-api|video)-upload\/.*)$/;
/** What the lists of Instagram's own login call an answer, and the file that describes it. */
const OWN_LOGIN: Readonly<Record<string, string>> = { Media: 'IGMediaForIGOnlyAPI', Comment: 'IGComment', InsightsResult: 'InstagramInsightsResult' };
const answerOf = (node: string, named: string): string => (node.endsWith('ForIGOnlyAPI') ? (OWN_LOGIN[named] ?? named) : named);
/** Named as an answer, and not described by a file of its own: its fields cannot be checked. */
const UNDESCRIBED: ReadonlySet<string> = new Set(['StoryAttachment']);
/** In Meta's guide of /me/accounts alone. */
const UNLISTED: ReadonlySet<string> = new Set(['Page.tasks']);

/** Which file describes what has this number. */
type NodeOf = (id: string, edge: string) => string;
export const ofPages: NodeOf = (id, edge) => (id === 'me' && edge === 'accounts' ? 'User' : id.includes('_') ? 'PagePost' : 'Page');

/** Checks requests and answers against Meta's lists for Graph v25.0. Says what is wrong, one line each: an unknown call, parameter, enum or field too. */
export function createMetaCheck(nodeFor: NodeOf = ofPages): (exchange: SeenRequest) => readonly string[] {
  const nodes = new Map<string, Node | null>();
  const nodeOf = (name: string): Node | null => {
    const file = join(folder, `${name}.json`);
    const known = nodes.get(name) ?? (existsSync(file) ? nodeShape.parse(JSON.parse(readFileSync(file, 'utf8'))) : null);
    nodes.set(name, known);
    return known;
  };
  const enums = new Map(enumShape.parse(JSON.parse(readFileSync(join(folder, 'enum_types.json'), 'utf8'))).map(({ name, values }) => [name, new Set(values)]));
  const apiOf = (node: string, method: string, endpoint: string) =>
    nodeOf(node)?.apis.find((api) => api.method === method && (endpoint === '' ? api.endpoint === undefined : api.endpoint === endpoint || api.endpoint === endpoint.replace('_', '')));
  const enumOf = (type: string) => enums.get(/^list<(\w+)>$/.exec(type)?.[1] ?? type);

  const wrongValue = (type: string, value: string): boolean =>
    (enumOf(type) !== undefined && !value.split(',').every((one) => enumOf(type)?.has(one) === true)) || (type === 'bool' && value !== 'true' && value !== 'false') || (type.endsWith('int') && !/^\d+$/.test(value));

  /** `a,b.limit(0){c}` of a node, and what is nested in it. */
  function fieldProblems(node: string, fields: string): readonly string[] {
    const known = nodeOf(node);
    if (known === null) return UNDESCRIBED.has(node) ? [] : [`${node} is not in the lists`];
    return split(fields).flatMap((one) => {
      const { name, calls, inner } = /^(?<name>\w+)(?<calls>(?:\.\w+\([^)]*\))*)(?:\{(?<inner>.*)\})?$/s.exec(one)?.groups ?? {};
      const field = known.fields.find((each) => each.name === name);
      const edge = apiOf(node, 'GET', name ?? '?');
      if (name === undefined || (field === undefined && edge === undefined && !UNLISTED.has(`${node}.${name}`))) return [`${node} has no field ${one}`];
      const problems = [...(calls ?? '').matchAll(/\.(\w+)\(([^)]*)\)/g)].flatMap(([, key = '', value = '']) => {
        if (key === 'limit' || key === 'summary') return [];
        const type = edge?.params.find((each) => each.name === key)?.type;
        return type === undefined || wrongValue(type, value) ? [`${node}.${name} does not take ${key}(${value})`] : [];
      });
      return [...problems, ...(inner === undefined || edge === undefined ? [] : fieldProblems(answerOf(node, edge.return), inner))];
    });
  }

  return ({ method, path, headers, body, answer }) => {
    const url = new URL(path, 'http://x');
    const plain = url.pathname.replace(/^\/v25\.0(?=\/)/, '');
    if (OUTSIDE.test(plain)) return [];
    if (plain === url.pathname) return [`${method} ${plain}: not v25.0`];
    const [, id = '', edge = ''] = plain.split('/');
    const node = nodeFor(id, edge);
    const api = apiOf(node, method, edge);
    const label = `${method} ${node}${edge === '' ? '' : `/${edge}`}`;
    if (api === undefined) return [`${label} is not in the lists`];
    // A node read by its number is shown as itself.
    const shownAs = edge === '' ? node : answerOf(node, api.return);
    const sent: readonly (readonly [string, string])[] = [...url.searchParams, ...formOf(headers['content-type'] ?? '', body)];
    const problems = sent.flatMap(([raw, value]) => {
      const name = raw.replace(/\[\d+\]$/, '');
      if (name === 'fields') return fieldProblems(shownAs, value);
      const known = api.params.find((each) => each.name === name);
      if (known === undefined) return EVERYWHERE.has(name) ? [] : [`${label}: ${name} is not in the lists`];
      return wrongValue(known.type, value) ? [`${label}: ${name}=${value} is not in the lists`] : [];
    });
    if (answer === null || answer.status >= 300 || method !== 'GET') return problems;
    const parsed = Object(JSON.parse(answer.body.toString())) as { readonly data?: unknown };
    const shown = Array.isArray(parsed.data) ? parsed.data : [parsed];
    return [...problems, ...new Set(shown.flatMap((one) => Object.keys(Object(one)).flatMap((name) => fieldProblems(shownAs, name))))];
  };
}

/** At the commas that lie in no brackets. */
function split(fields: string): readonly string[] {
  let depth = 0;
  let at = 0;
  const all: string[] = [];
  for (const [i, sign] of [...fields].entries()) {
    if (sign === '{' || sign === '(') depth += 1;
    if (sign === '}' || sign === ')') depth -= 1;
    if (sign === ',' && depth === 0) { all.push(fields.slice(at, i)); at = i + 1; }
  }
  return [...all, fields.slice(at)];
}

function formOf(type: string, body: Buffer): readonly (readonly [string, string])[] {
  if (!type.startsWith('multipart/')) return [...new URLSearchParams(body.toString())];
  return [...body.toString('latin1').matchAll(/name="([^"]+)"(?:; filename="[^"]*")?\r\n(?:content-type:[^\r]*\r\n)?\r\n([^\r]*)/gi)].map(([, name = '', value = '']) => [name, value] as const);
}
