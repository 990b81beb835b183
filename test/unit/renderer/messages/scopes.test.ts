import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { networkFacts, networkIds } from '#core/networks';
import { scopeWords } from '#renderer/messages/scopes';

const folder = join(import.meta.dirname, '../../../../electron/connectors');

/** Every list that a connector calls SCOPES, whatever stands before that, read from its source. */
function asked(): readonly (readonly [network: string, scope: string])[] {
  return readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory()).flatMap(({ name }) =>
    readdirSync(join(folder, name)).filter((file) => file.endsWith('.ts')).flatMap((file) =>
      [...readFileSync(join(folder, name, file), 'utf8').matchAll(/SCOPES\b[^=\n]*=\s*\[([^\]]*)\]/g)].flatMap(([, list = '']) => [...list.matchAll(/'([^']+)'/g)].map(([, scope = '']) => [name, scope] as const))));
}

it('every permission that a network on offer is asked for has words of its own, and none is shown as the network writes it', () => {
  const all = asked().filter(([folderName]) => networkIds.some((id) => id === folderName && networkFacts[id].available));
  // As many networks as have such a list: a regular expression that finds nothing would prove nothing.
  expect(new Set(all.map(([network]) => network)).size).toBeGreaterThanOrEqual(8);
  expect(all.filter(([, scope]) => scopeWords(scope) === scope)).toEqual([]);
  for (const [, scope] of all) expect(scopeWords(scope)).toMatch(/^[A-Z][^_:]+[^.]$/);
});
