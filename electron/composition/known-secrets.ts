import type { Json, JsonObject } from '#core/json';
import type { Redactor } from '../connectors/http/redact';
import type { SecretStore } from '../shell/secrets';

/** Names under which networks' logins keep what must stay secret. `d` is the private part of a key (RFC 7518). */
const SECRET_NAME = /^d$|jwt|secret|password|(?:^|access_?|refresh_?|id_?)token$/i;

/** Every value in a login that must never be seen. */
export function secretsIn(value: Json, name = ''): readonly string[] {
  if (typeof value === 'string') return SECRET_NAME.test(name) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each: Json) => secretsIn(each, name));
  return Object.entries(value).flatMap(([key, each]) => secretsIn(each, key));
}

/** The same store; whatever is read from it or put into it is from then on taken out of every log and answer. */
export function knownToRedactor<S extends Pick<SecretStore, 'get' | 'set'>>(store: S, redactor: Redactor): S {
  const register = (secret: JsonObject): void => { for (const value of secretsIn(secret)) redactor.register(value); };
  return {
    ...store,
    get: (name) => {
      const found = store.get(name);
      if (found.ok && found.value !== null) register(found.value);
      return found;
    },
    set: (name, value) => {
      register(value);
      return store.set(name, value);
    },
  };
}
