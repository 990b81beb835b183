import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { SeenRequest } from './fault-proxy';

const file = resolve(process.env['LINNET_SHARED'] ?? '../shared', 'networks/specs/google/youtube__v3.json');

/** Whether Google's discovery document lies beside the repository. */
export const discoveryPresent = existsSync(file);

interface Shape {
  readonly $ref?: string | undefined;
  readonly type?: string | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Shape>> | undefined;
  readonly items?: Shape | undefined;
  readonly additionalProperties?: Shape | undefined;
}
const shape: z.ZodType<Shape> = z.lazy(() => z.object({
  $ref: z.string().optional(), type: z.string().optional(), enum: z.array(z.string()).optional(),
  properties: z.record(z.string(), shape).optional(), items: shape.optional(), additionalProperties: shape.optional(),
}));
const parameter = z.object({ required: z.boolean().optional(), enum: z.array(z.string()).optional(), type: z.string(), repeated: z.boolean().optional() });
const method = z.object({
  httpMethod: z.string(), path: z.string(), parameters: z.record(z.string(), parameter).default({}), request: z.object({ $ref: z.string() }).optional(), response: z.object({ $ref: z.string() }).optional(),
  mediaUpload: z.object({ protocols: z.object({ simple: z.object({ path: z.string() }) }), maxSize: z.string().default('0').transform(Number) }).optional(),
});
const document = z.object({
  parameters: z.record(z.string(), z.unknown()), schemas: z.record(z.string(), shape),
  resources: z.record(z.string(), z.object({ methods: z.record(z.string(), method).default({}) })),
});

/** Google's token and consent pages are no part of it. */
const OUTSIDE = /^\/(token|revoke|o\/oauth2\/v2\/auth)$/;

/** Checks what went over the line against the discovery document: an unknown call, parameter, field or enum is a problem. One line each. */
export function createDiscoveryCheck(): (seen: SeenRequest) => readonly string[] {
  const spec = document.parse(JSON.parse(readFileSync(file, 'utf8')));
  const methods = Object.values(spec.resources).flatMap((resource) => Object.values(resource.methods));

  function check(of: Shape, value: unknown, what: string): readonly string[] {
    if (of.$ref !== undefined) {
      const named = spec.schemas[of.$ref];
      return named === undefined ? [`${what}: no schema ${of.$ref}`] : check(named, value, what);
    }
    if (of.enum !== undefined && !of.enum.includes(String(value))) return [`${what}: ${String(value)} is none of its values`];
    switch (of.type) {
      case 'string': return typeof value === 'string' ? [] : [`${what}: is no text`];
      case 'boolean': return typeof value === 'boolean' ? [] : [`${what}: is no boolean`];
      case 'integer': case 'number': return typeof value === 'number' ? [] : [`${what}: is no number`];
      case 'array': return Array.isArray(value) ? value.flatMap((one: unknown, n) => check(of.items ?? {}, one, `${what}[${n}]`)) : [`${what}: is no list`];
      case 'object': {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${what}: is no object`];
        return Object.entries(value).flatMap(([name, inner]) => {
          const known = of.properties?.[name] ?? of.additionalProperties;
          return known === undefined ? [`${what}: the field ${name} is not in the document`] : check(known, inner, `${what}.${name}`);
        });
      }
      default: return [];
    }
  }

  return (seen) => {
    const url = new URL(seen.path, 'http://x');
    if (OUTSIDE.test(url.pathname)) return [];
    const name = `${seen.method} ${url.pathname}`;
    const uploads = url.pathname.startsWith('/upload/');
    // Bytes of an upload that was begun: a convention of all of Google's APIs, not in the document.
    if (uploads && seen.method === 'PUT') return url.searchParams.has('upload_id') ? [] : [`${name}: no upload`];
    const found = methods.find((one) => one.httpMethod === seen.method && (uploads ? one.mediaUpload?.protocols.simple.path === url.pathname : `/${one.path}` === url.pathname));
    if (found === undefined) return [`${name}: the document does not know it`];
    const problems: string[] = [];
    for (const [key, value] of url.searchParams) {
      const known = found.parameters[key];
      if (known === undefined && spec.parameters[key] === undefined) problems.push(`${name}: the parameter ${key} is not in the document`);
      if (known?.enum !== undefined && !known.enum.includes(value)) problems.push(`${name}: ${key}=${value} is none of its values`);
      if (known?.type === 'boolean' && !['true', 'false'].includes(value)) problems.push(`${name}: ${key}=${value} is no boolean`);
    }
    for (const [key, { required }] of Object.entries(found.parameters)) if (required === true && !url.searchParams.has(key)) problems.push(`${name}: the parameter ${key} is missing`);
    const type = seen.headers['content-type'] ?? '';
    const resource = type.startsWith('multipart/related') ? (/\r\n\r\n(\{.*?\})\r\n--/s.exec(seen.body.toString())?.[1] ?? '') : type.includes('json') ? seen.body.toString() : '';
    if (resource !== '') problems.push(...(found.request === undefined ? [`${name}: it takes no body`] : check(found.request, JSON.parse(resource), `${name} request`)));
    else if (found.mediaUpload !== undefined && seen.body.length > found.mediaUpload.maxSize) problems.push(`${name}: more bytes than it takes`);
    const { answer } = seen;
    // How Google says an error is not in the document.
    if (answer === null || answer.status < 200 || answer.status >= 300 || answer.body.length === 0) return problems;
    return found.response === undefined ? [...problems, `${name}: it answers nothing`] : [...problems, ...check(found.response, JSON.parse(answer.body.toString()), `${name} answer`)];
  };
}
