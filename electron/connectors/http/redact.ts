import { isFileBody } from './body';

/**
 * Takes secrets out of text that a person or a log may see. Two nets: values we know (tokens of accounts, the token of the
 * request in hand) and places where every API keeps secrets (header names, form and JSON keys).
 */
export interface Redactor {
  /** From now on this value never leaves. Values shorter than six characters are not taken: they would eat ordinary text. */
  readonly register: (secret: string) => void;
  /** @param extra secrets of this one text only. */
  readonly redact: (text: string, extra?: readonly string[]) => string;
}

const MASK = '[redacted]';
const MIN_SECRET = 6;

const SECRET_KEYS =
  'access_?token|refresh_?token|id_?token|oauth_?token(?:_secret)?|(?:fb_)?exchange_token|input_token|token|client_?secret|app_?secret|secret|password|passwd|passphrase|' +
  'code_?verifier|assertion|client_?assertion|access_?jwt|refresh_?jwt|jwt|dpop|device_?code|upload_?(?:token|id|url)|api_?key|' +
  'authorization|signature|x-amz-signature|appsecret_proof';

const HEADER_LINE = /\b(authorization|proxy-authorization|cookie|set-cookie|dpop|dpop-nonce|x-api-key)(\s*[:=]\s*)[^\r\n"]+/gi;
const SCHEME = /\b(bearer|dpop|basic)(\s+)[A-Za-z0-9\-._~+/]{6,}=*/gi;
const JSON_STRING = new RegExp(`("(?:${SECRET_KEYS})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"?`, 'gi');
// An API's error code is a short word, a number or several words with underscores, and must stay readable; an authorization code is long and has no spaces.
const JSON_CODE = /("code"\s*:\s*)"(?![a-z]{1,20}(?:_[a-z]{1,20}){1,12}")[^"\s]{20,}"?/gi;
const FORM_PAIR = new RegExp(`((?:^|[?&#\\s;"'(])(?:${SECRET_KEYS}|code)=)[^&\\s#"'<>;)]+`, 'gi');
/** What may hold a JWT. One pattern for the whole token looks again from each `eyJ`: an answer full of them took minutes of the main process. */
const DOTTED = /[A-Za-z0-9_.-]{20,}/g;
const JWT_HEAD = /\beyJ[A-Za-z0-9_-]{8}/;
const SHORTEST_JWT_BODY = 8;

/** Head, body and signature of each JWT in a run of letters, digits, dots and dashes. */
function maskJwts(run: string): string {
  const parts = run.split('.');
  const kept: string[] = [];
  for (let i = 0; i < parts.length; i += 1) {
    const part = parts[i] ?? '';
    const at = (parts[i + 1]?.length ?? 0) >= SHORTEST_JWT_BODY ? part.search(JWT_HEAD) : -1;
    kept.push(at < 0 ? part : part.slice(0, at) + MASK);
    if (at >= 0) i += 2;
  }
  return kept.join('.');
}

/** Everything but the values a caller registered: safe to use on text of unknown origin. */
function redactPlaces(text: string): string {
  return text
    .replace(JSON_STRING, `$1"${MASK}"`)
    .replace(JSON_CODE, `$1"${MASK}"`)
    .replace(FORM_PAIR, `$1${MASK}`)
    .replace(HEADER_LINE, `$1$2${MASK}`)
    .replace(SCHEME, `$1$2${MASK}`)
    .replace(DOTTED, maskJwts);
}

/** The shapes in which one secret may come back: as it is, percent-encoded, as form data, as a JSON string. */
function shapes(secret: string): readonly string[] {
  const form = new URLSearchParams({ s: secret }).toString().slice(2);
  return [...new Set([secret, percentEncoded(secret), form, JSON.stringify(secret).slice(1, -1)])];
}

/** `encodeURIComponent` throws on half a surrogate pair; such a secret has no percent-encoded shape. */
function percentEncoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret;
  }
}

function removeValues(text: string, secrets: Iterable<string>): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= MIN_SECRET && clean.includes(secret)) clean = clean.replaceAll(secret, MASK);
  return clean;
}

export function createRedactor(): Redactor {
  const known = new Set<string>();
  return {
    register(secret) {
      if (secret.length >= MIN_SECRET) for (const shape of shapes(secret)) known.add(shape);
    },
    redact(text, extra = []) {
      const own = extra.length === 0 ? text : removeValues(text, extra.flatMap(shapes).sort((a, b) => b.length - a.length));
      return redactPlaces(removeValues(own, known));
    },
  };
}

const SECRET_FIELD = new RegExp(`^(?:${SECRET_KEYS}|code)$`, 'i');

/** The secrets that one request carries, so that a server which echoes them cannot put them into our log. */
export function secretsOfRequest(headers: Headers, url: URL, body: unknown): readonly string[] {
  const found: string[] = [];
  for (const name of ['authorization', 'proxy-authorization', 'dpop', 'cookie', 'x-api-key']) {
    const value = headers.get(name);
    if (value !== null) found.push(value, value.replace(/^\S+\s+/, ''));
  }
  const fields: [string, string][] = [...url.searchParams];
  fields.push(...fieldsOfForm(body));
  if (typeof body === 'string' && body.length < 200_000) fields.push(...fieldsOfText(body, headers.get('content-type') ?? ''));
  for (const [name, value] of fields) if (SECRET_FIELD.test(name)) found.push(value);
  return found.filter((value) => value.length >= MIN_SECRET);
}

function fieldsOfForm(body: unknown): readonly [string, string][] {
  if (body instanceof URLSearchParams) return [...body];
  if (body instanceof FormData) return [...body].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] satisfies [string, string]] : []));
  return isFileBody(body) ? (body.form?.fields ?? []).map(([name, value]) => [name, value]) : [];
}

function fieldsOfText(body: string, contentType: string): [string, string][] {
  if (contentType.includes('x-www-form-urlencoded')) return [...new URLSearchParams(body)];
  if (!contentType.includes('json')) return [];
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return [];
    return Object.entries(parsed).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] satisfies [string, string]] : []));
  } catch {
    return [];
  }
}
