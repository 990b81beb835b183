import { err, ok, type Result } from '#core/result';

export const hostFields = ['endpoint', 'region', 'bucket', 'folder', 'keyId', 'address', 'publicAddress', 'user', 'secret'] as const;
export type HostField = (typeof hostFields)[number];
/** `insecure`: plain http; `with-login`: a name or password in the address; `with-path`: more than the name of the server. */
export const fieldProblems = ['empty', 'malformed', 'insecure', 'with-login', 'with-path'] as const;
export type FieldProblem = (typeof fieldProblems)[number];
export interface HostSettingsProblem { readonly field: HostField; readonly problem: FieldProblem }

const LOOPBACK: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * The address of a folder, ending in one slash: https (plain http on this machine alone), without a login, query or fragment, without
 * doubled slashes and without anything that a server could read as a way up.
 */
export function readBase(typed: string): Result<string, FieldProblem> {
  const text = typed.trim();
  if (text === '') return err('empty');
  // Browsers drop these and read a backslash as a slash; a server may not.
  if (/[\s\\\p{Cc}]/u.test(text) || !/^https?:\/\/[^/]/i.test(text)) return err('malformed');
  const url = URL.parse(text);
  if (url === null || url.hostname === '') return err('malformed');
  if (url.username !== '' || url.password !== '') return err('with-login');
  if (url.search !== '' || url.hash !== '') return err('malformed');
  if (url.protocol === 'http:' && !LOOPBACK.includes(url.hostname)) return err('insecure');
  const parts = url.pathname.split('/').filter((part) => part !== '');
  if (!parts.every(isPlainPart)) return err('malformed');
  return ok(`${url.origin}/${parts.map((part) => `${part}/`).join('')}`);
}

/** Read once and read twice, it is one name and no way up. */
function isPlainPart(part: string): boolean {
  try {
    const once = decodeURIComponent(part);
    const read = [once, once.includes('%') ? decodeURIComponent(once) : once];
    return read.every((name) => name !== '.' && name !== '..' && !/[/\\\p{Cc}]/u.test(name));
  } catch {
    return false;
  }
}

const ENDINGS: ReadonlyMap<string, string> = new Map([['image/jpeg', 'jpg'], ['image/png', 'png'], ['image/gif', 'gif'], ['image/webp', 'webp'], ['video/mp4', 'mp4'], ['video/quicktime', 'mov'], ['video/webm', 'webm']]);
const NAME = /^linnet-[0-9a-f]{32}\.(?:jpg|png|gif|webp|mp4|mov|webm|bin)$/;

/** A name that nobody can guess and that tells nothing of the file. @param random 16 bytes */
export function objectName(random: Uint8Array, mime: string): string {
  if (random.length < 16) throw new Error('A name needs sixteen random bytes');
  return `linnet-${[...random.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}.${ENDINGS.get(mime) ?? 'bin'}`;
}

/** Whether Linnet gave it: only such names are ever put or deleted. */
export const isObjectName = (name: string): boolean => NAME.test(name);

/** Which of our files an address leads to, with whatever query; null for anything else. */
export function nameInAddress(address: string): string | null {
  const name = URL.parse(address)?.pathname.split('/').at(-1) ?? '';
  return isObjectName(name) ? name : null;
}
