import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mastodonOptions, pollChoiceNames, pollChoices, threadsOptions, xOptions } from '#core/networks';

const stored = fc.dictionary(fc.constantFrom(...pollChoiceNames, 'pollLength', 'text'), fc.oneof(fc.constantFrom('', ' ', 'a', ' a ', 'b', 'c'), fc.integer(), fc.constant(null)));

it('reads the choices of any stored options in order, and never an empty one', () => {
  fc.assert(fc.property(stored, (options) => {
    const choices = pollChoices(options);
    expect(choices).toEqual(pollChoiceNames.flatMap((name) => { const value = options[name]; return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : []; }));
  }));
});

it.each([['X', xOptions], ['Threads', threadsOptions], ['Mastodon', mastodonOptions]] as const)('%s takes no poll of one, and Mastodon none that says the same twice', (name, options) => {
  fc.assert(fc.property(fc.array(fc.constantFrom('', ' ', 'a', 'b', 'c'), { minLength: 4, maxLength: 4 }), (given) => {
    const asked = Object.fromEntries(given.map((choice, at) => [`pollChoice${at + 1}`, choice]));
    const said = pollChoices(asked);
    expect(options.safeParse(asked).success).toBe(said.length !== 1 && (name !== 'Mastodon' || new Set(said).size === said.length));
  }));
});
