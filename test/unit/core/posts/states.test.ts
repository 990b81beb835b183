import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEditable, isMovable, next, publicationEvents, publicationStates, transitions, worstState, type PublicationState } from '#core/posts/states';

/** All states reachable from `from` by any events, itself included. */
function reachable(from: PublicationState): ReadonlySet<PublicationState> {
  const seen = new Set<PublicationState>([from]);
  for (const state of seen) for (const to of Object.values(transitions[state])) seen.add(to);
  return seen;
}

describe('the life of a publication', () => {
  it('has an entry for every state and leads only to known ones', () => {
    for (const state of publicationStates) for (const to of Object.values(transitions[state])) expect(publicationStates).toContain(to);
  });

  it('ends at published: nothing leads out of it', () => {
    expect(reachable('published')).toEqual(new Set(['published']));
  });

  it('begins to publish only from scheduled', () => {
    expect(publicationStates.filter((s) => next(s, 'claim') !== null)).toEqual(['scheduled']);
  });

  it('goes from unconfirmed back to the plan only by a person\'s own "send it again"', () => {
    const ways = publicationEvents.filter((e) => next('unconfirmed', e) === 'scheduled');
    expect(ways).toEqual(['send-again']);
    expect(publicationEvents.filter((e) => e !== 'send-again' && next('unconfirmed', e) === 'publishing')).toEqual([]);
  });

  it('can always come to an end a person understands', () => {
    for (const state of publicationStates) {
      const ends = reachable(state);
      expect(ends.has('published') || ends.has('cancelled')).toBe(true);
    }
  });

  it('lets nothing be edited or moved that may be public already', () => {
    for (const state of ['publishing', 'published', 'unconfirmed'] as const) {
      expect(isEditable(state)).toBe(false);
      expect(isMovable(state)).toBe(false);
    }
  });

  it('shows the worst state of several, whatever their order', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...publicationStates), { minLength: 1 }), (states) => {
      const worst = worstState(states);
      expect(states).toContain(worst);
      expect(worstState([...states].reverse())).toBe(worst);
      if (states.includes('failed')) expect(worst).toBe('failed');
      else if (states.includes('unconfirmed')) expect(worst).toBe('unconfirmed');
      else if (states.includes('missed')) expect(worst).toBe('missed');
    }));
  });
});
