import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import * as formats from 'ajv-formats';
import type { Exchange } from '#test/networks/pinterest/server';

interface Content { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> }
interface Operation {
  readonly parameters?: readonly { readonly $ref?: string; readonly name?: string }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}
interface Spec {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly parameters: Readonly<Record<string, { readonly name: string }>>; readonly schemas: Readonly<Record<string, unknown>> };
}

const file = resolve(process.env['LINNET_SHARED'] ?? '../shared', 'networks/specs/pinterest/openapi.json');

/** Whether the published description lies beside the repository. */
export const pinterestSchemaPresent = existsSync(file);

/** Checks what went over the line against Pinterest's OpenAPI description. Says what is wrong, one line each. */
export function createPinterestCheck(): (exchange: Exchange) => readonly string[] {
  const spec: Spec = JSON.parse(readFileSync(file, 'utf8'), (_key, value: unknown) => withoutBareNullable(value));
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default.default(ajv);
  ajv.addSchema({ $id: 'pinterest', components: spec.components });
  const rooted = (schema: unknown): object => Object(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"pinterest#/components/')));
  const check = (schema: unknown, value: unknown, what: string): readonly string[] => {
    const valid = ajv.compile(rooted(schema));
    return valid(value) ? [] : (valid.errors ?? []).map((error) => `${what}: ${error.instancePath} ${error.message ?? ''}`);
  };
  const namesIn = (schema: unknown, seen = new Set<string>()): ReadonlySet<string> => {
    const names = new Set<string>();
    JSON.stringify(schema, (key, value: unknown) => {
      if (key === 'properties') for (const name of Object.keys(Object(value))) names.add(name);
      if (key === '$ref' && typeof value === 'string' && !seen.has(value)) {
        seen.add(value);
        for (const name of namesIn(spec.components.schemas[value.replace('#/components/schemas/', '')], seen)) names.add(name);
      }
      return value;
    });
    return names;
  };

  return ({ method, path, contentType, body, status, answer }) => {
    const url = new URL(path, 'http://x');
    const name = `${method} ${url.pathname} ${status}`;
    const found = Object.entries(spec.paths).filter(([pattern]) => new RegExp(`^/v5${pattern.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(url.pathname));
    const operation = (found.find(([pattern]) => !pattern.includes('{')) ?? found[0])?.[1][method.toLowerCase()];
    if (operation === undefined) return [`${name}: the description does not know it`];
    const problems: string[] = [];
    const allowed = (operation.parameters ?? []).map((one) => (one.$ref === undefined ? one.name : spec.components.parameters[one.$ref.replace('#/components/parameters/', '')]?.name));
    for (const key of url.searchParams.keys()) if (!allowed.includes(key)) problems.push(`${name}: query ${key} is not in the description`);
    if (body !== '') {
      const [type = ''] = contentType.split(';');
      const schema = operation.requestBody?.content?.[type]?.schema;
      const sent: unknown = type.includes('urlencoded') ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);
      const grant: unknown = Object(sent).grant_type;
      const exact = grant === undefined ? schema : { $ref: `#/components/schemas/OauthAccessTokenRequest${grant === 'refresh_token' ? 'Refresh' : 'Code'}` };
      if (schema === undefined) problems.push(`${name}: a body of ${type} is not in the description`);
      else {
        problems.push(...check(exact, sent, `${name} request`));
        const known = namesIn(exact);
        JSON.stringify(sent, (key, value: unknown) => {
          if (key !== '' && !/^\d+$/.test(key) && !known.has(key)) problems.push(`${name} request: the field ${key} is not in the description`);
          return value;
        });
      }
    }
    const said = (operation.responses[String(status)] ?? operation.responses['default'])?.content?.['application/json']?.schema;
    if (operation.responses[String(status)] === undefined && operation.responses['default'] === undefined) problems.push(`${name}: that status is not in the description`);
    return said === undefined ? problems : [...problems, ...check(said, JSON.parse(answer), `${name} answer`)];
  };
}

/** OpenAPI 3.0 lets `nullable` stand without a type; the checker does not. */
function withoutBareNullable(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('nullable' in value) || 'type' in value) return value;
  const { nullable: _nullable, ...rest } = value;
  return rest;
}
