import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import * as formats from 'ajv-formats';
import type { SeenRequest } from './fault-proxy';

interface Operation {
  readonly parameters?: readonly { readonly name?: string; readonly in?: string }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> }>>;
}
interface Spec {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: unknown;
}

const file = resolve(process.env['LINNET_SHARED'] ?? '../shared', 'networks/specs/mastodon/schema.json');

/** Whether the published schema lies beside the repository. */
export const schemaPresent = existsSync(file);

/** `media_attributes[]` is how a form spells a list of objects; the description beside it names what they hold. In JSON it is `media_attributes`. */
function formSpelling(schema: { readonly properties?: Record<string, unknown> }): void {
  const { properties } = schema;
  if (properties?.['media_attributes[]'] === undefined) return;
  const text = { type: 'string' };
  properties['media_attributes'] = { type: 'array', items: { type: 'object', properties: { id: text, description: text, focus: text }, required: ['id'], additionalProperties: false } };
}

/** Checks requests and answers against the published OpenAPI description. Says what is wrong, one line each. */
export function createSchemaCheck(): (exchange: SeenRequest) => readonly string[] {
  const spec: Spec = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  formats.default.default(ajv);
  ajv.addFormat('iso-639-1', /^[a-z]{2,3}(-[A-Za-z]+)*$/);
  ajv.addFormat('scopes', true);
  ajv.addSchema({ $id: 'mastodon', components: spec.components });

  /** References inside the document become references to the document we registered. */
  const rooted = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"mastodon#/components/'));
  const check = (schema: unknown, value: unknown, what: string): readonly string[] => {
    const valid = ajv.compile(Object(rooted(schema)));
    return valid(value) ? [] : (valid.errors ?? []).map((error) => `${what}: ${error.instancePath} ${error.message ?? ''}`);
  };
  const operationOf = (method: string, path: string): Operation | undefined => {
    const matches = Object.entries(spec.paths).filter(([pattern]) => new RegExp(`^${pattern.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path));
    const exact = matches.find(([pattern]) => pattern === path) ?? matches[0];
    return exact?.[1][method.toLowerCase()];
  };

  return (exchange) => {
    const url = new URL(exchange.path, 'http://x');
    const name = `${exchange.method} ${url.pathname}`;
    const operation = operationOf(exchange.method, url.pathname);
    if (operation === undefined) return [`${name}: the schema does not know it`];
    const problems: string[] = [];
    const allowed = new Set((operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name));
    for (const key of url.searchParams.keys()) if (!allowed.has(key.replace(/\[\]$/, ''))) problems.push(`${name}: query ${key} is not in the schema`);

    const type = exchange.headers['content-type'] ?? '';
    const bodies = operation.requestBody?.content ?? {};
    if (type.includes('json') || type.includes('urlencoded')) {
      const sent: unknown = type.includes('json') ? JSON.parse(exchange.body.toString()) : Object.fromEntries(new URLSearchParams(exchange.body.toString()));
      // The schema allows a text or media, not both, against its own words ("status becomes optional"): any of them will do.
      const schema = JSON.parse(JSON.stringify(bodies['application/json']?.schema ?? {}).replaceAll('"oneOf"', '"anyOf"'));
      formSpelling(schema);
      problems.push(...check(schema, sent, `${name} request`));
      const known = JSON.stringify([schema, spec.components]);
      for (const key of Object.keys(Object(sent))) if (!known.includes(`"${key}":`)) problems.push(`${name} request: the field ${key} is nowhere in the schema`);
    } else if (type.includes('multipart')) {
      const fields = Object.keys(Object(Object(bodies['multipart/form-data']?.schema).properties));
      for (const [, key] of exchange.body.toString('latin1').matchAll(/; name="([^"]+)"/g)) if (!fields.includes(key ?? '')) problems.push(`${name}: the part ${key} is not in the schema`);
    }

    if (exchange.answer === null) return problems;
    const answer = operation.responses[String(exchange.answer.status)];
    if (answer === undefined) return [...problems, `${name}: ${exchange.answer.status} is not in the schema`];
    const schema = answer.content?.['application/json']?.schema;
    if (schema !== undefined) problems.push(...check(schema, JSON.parse(exchange.answer.body.toString()), `${name} ${exchange.answer.status}`));
    return problems;
  };
}
