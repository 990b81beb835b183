import type * as z from 'zod';
import { type DestinationOption, networkFacts, type NetworkId } from '#core/networks';

/** Languages that are offered by name; the network's own choice is the first. */
export const offeredLanguages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'pt-BR', 'nl', 'pl', 'cs', 'sv', 'da', 'nb', 'fi', 'uk', 'ru', 'tr', 'el', 'he', 'ar', 'fa', 'hi', 'id', 'vi', 'th', 'ko', 'ja', 'zh-Hans', 'zh-Hant', 'cy', 'ga', 'eu', 'ca', 'eo'];

/** How one option of a network is asked for. */
export type OptionField =
  | { readonly name: string; readonly kind: 'switch'; readonly usual: boolean }
  | { readonly name: string; readonly kind: 'choice'; readonly usual: string; readonly choices: readonly string[] }
  /** `lines`: as many as it takes, such as a file's. */
  | { readonly name: string; readonly kind: 'text' | 'lines'; readonly usual: string }
  | { readonly name: string; readonly kind: 'language' }
  | { readonly name: string; readonly kind: 'destination'; readonly parent: string | null; readonly children: readonly string[] };

/** What the consent screen asks is not among them. From the network's own schema, in its order; a new option appears here without a line of this screen changing. */
export const optionFields = (network: NetworkId): readonly OptionField[] =>
  Object.entries(networkFacts[network].options.shape as Readonly<Record<string, z.core.$ZodType>>).filter(([name]) => networkFacts[network].consent?.options.includes(name) !== true).flatMap(([name, type]) => destinationOf(name, networkFacts[network].destinations ?? []) ?? fieldOf(name, type) ?? []);

function destinationOf(name: string, all: readonly DestinationOption[]): OptionField | null {
  const own = all.find((one) => one.option === name);
  return own === undefined ? null : { name, kind: 'destination', parent: own.parent, children: all.filter((one) => one.parent === name).map((one) => one.option) };
}

function fieldOf(name: string, type: z.core.$ZodType): OptionField | null {
  const { inner, usual } = unwrap(type, undefined);
  switch (inner._zod.def.type) {
    case 'boolean': return { name, kind: 'switch', usual: usual === true };
    case 'enum': {
      const choices = Object.values((inner._zod.def as z.core.$ZodEnumDef).entries).map(String);
      return { name, kind: 'choice', usual: typeof usual === 'string' ? usual : (choices[0] ?? ''), choices };
    }
    case 'string': return name === 'language' ? { name, kind: 'language' } : { name, kind: longestOf(inner) > MOST_IN_A_LINE ? 'lines' : 'text', usual: typeof usual === 'string' ? usual : '' };
    default: return null;
  }
}

/** Characters that anybody would type into one line. */
const MOST_IN_A_LINE = 5000;
const longestOf = (type: z.core.$ZodType): number => ('maxLength' in type && typeof type.maxLength === 'number' ? type.maxLength : 0);

function unwrap(type: z.core.$ZodType, usual: unknown): { readonly inner: z.core.$ZodType; readonly usual: unknown } {
  const def = type._zod.def;
  if (def.type === 'default') {
    const wrapped = def as z.core.$ZodDefaultDef;
    return unwrap(wrapped.innerType, wrapped.defaultValue);
  }
  if (def.type === 'nullable' || def.type === 'optional') return unwrap((def as z.core.$ZodNullableDef).innerType, usual);
  return { inner: type, usual };
}
