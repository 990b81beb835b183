import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import * as formats from 'ajv-formats';
import type { SeenRequest } from './fault-proxy';

interface Parameter { readonly $ref?: string; readonly name?: string; readonly in?: string; readonly schema?: { readonly type?: string } }
interface Body { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> }
interface Operation { readonly parameters?: readonly Parameter[]; readonly requestBody?: Body; readonly responses: Readonly<Record<string, Body>> }
interface Spec { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>; readonly components: { readonly parameters: Readonly<Record<string, Parameter>> } }

const file = resolve(process.env['LINNET_SHARED'] ?? '../shared', 'networks/specs/x/openapi.json');

/** Whether X's description lies beside the repository. */
export const xSpecPresent = existsSync(file);

/** Checks requests and good answers against X's OpenAPI. Says what is wrong, one line each: an unknown path, parameter, field or value too. */
export function createXSchemaCheck(): (exchange: SeenRequest) => Promise<readonly string[]> {
  const spec: Spec = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default.default(ajv);
  ajv.addFormat('int64', true);
  ajv.addFormat('int32', true);
  // OpenAPI 3.0 writes "nullable" and "discriminator" in its own way; only plain JSON Schema is checked.
  ajv.addSchema({ $id: 'x', components: JSON.parse(JSON.stringify(spec.components).replaceAll('"#/components/', '"x#/components/').replaceAll('"discriminator"', '"x-discriminator"')) });
  const check = (schema: unknown, value: unknown, what: string): readonly string[] => {
    const valid = ajv.compile(Object(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"x#/components/'))));
    return valid(value) ? [] : (valid.errors ?? []).map((error) => `${what}: ${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`);
  };
  const operationOf = (method: string, path: string): Operation | undefined => {
    const fits = Object.keys(spec.paths).filter((pattern) => new RegExp(`^${pattern.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path));
    return spec.paths[fits.find((pattern) => pattern === path) ?? fits[0] ?? '']?.[method.toLowerCase()];
  };
  const valueOf = (schema: Parameter['schema'], raw: string): unknown => (schema?.type === 'array' ? raw.split(',') : schema?.type === 'integer' ? Number(raw) : raw);

  return async (exchange) => {
    const url = new URL(exchange.path, 'http://x');
    const name = `${exchange.method} ${url.pathname}`;
    const operation = operationOf(exchange.method, url.pathname);
    if (operation === undefined) return [`${name}: the description does not know it`];
    const problems: string[] = [];
    const parameters = (operation.parameters ?? []).map((one) => (one.$ref === undefined ? one : (spec.components.parameters[one.$ref.split('/').at(-1) ?? ''] ?? one)));
    for (const [key, raw] of url.searchParams) {
      const known = parameters.find((one) => one.in === 'query' && one.name === key);
      problems.push(...(known?.schema === undefined ? [`${name}: query ${key} is not in the description`] : check(known.schema, valueOf(known.schema, raw), `${name} query ${key}`)));
    }
    const type = exchange.headers['content-type'] ?? '';
    const bodies = operation.requestBody?.content ?? {};
    if (exchange.body.length > 0 && type.includes('json')) problems.push(...check(bodies['application/json']?.schema ?? false, JSON.parse(exchange.body.toString()), `${name} request`));
    if (exchange.body.length > 0 && type.includes('multipart')) {
      const form = await new Response(Uint8Array.from(exchange.body), { headers: { 'content-type': type } }).formData();
      const sent = Object.fromEntries([...form].map(([key, value]) => [key, key === 'segment_index' ? Number(value) : typeof value === 'string' ? value : 'bytes']));
      // Bytes are written as text here, and both forms of `media` take text.
      const schema = JSON.parse(JSON.stringify(bodies['multipart/form-data']?.schema ?? false));
      problems.push(...check(schema, sent, `${name} request`).filter((line) => !line.includes('/media must match format')));
    }
    if (exchange.answer === null || exchange.answer.status >= 300) return problems;
    const schema = operation.responses[String(exchange.answer.status)]?.content?.['application/json']?.schema;
    if (schema === undefined) return [...problems, `${name}: ${exchange.answer.status} is not in the description`];
    return [...problems, ...check(schema, JSON.parse(exchange.answer.body.toString()), `${name} ${exchange.answer.status}`)];
  };
}
