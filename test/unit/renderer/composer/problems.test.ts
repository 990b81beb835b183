import { describe, expect, it } from 'vitest';
import { checkAccount, baseOverFrom, createChecker, type CheckContext } from '#renderer/screens/composer/check';
import type { Draft } from '#renderer/screens/composer/draft';
import { basePlace } from '#renderer/screens/composer/draft';
import { setText } from '#renderer/screens/composer/editing';
import { harmlessMend, isDraftMend, mendDraft } from '#renderer/screens/composer/mend';
import { problemRows, problemSummary } from '#renderer/screens/composer/problem-rows';
import { mentionLike } from '#renderer/screens/composer/mention-like';
import { account, asset, draft, own } from './support';

const context = (patch: Partial<CheckContext> = {}): CheckContext => ({
  accounts: new Map([account('sky', 'bluesky'), account('mast', 'mastodon'), account('sky2', 'bluesky')].map((one) => [one.id, one])),
  assets: new Map([asset('a'), asset('b'), asset('big', { bytes: 4_000_000 }), asset('c'), asset('d'), asset('e')].map((one) => [one.id, one])), time: null, unresolved: new Map(), altRequired: false, mediaHost: false, now: 0, ...patch,
});
const check = (d: Draft, c = context()) => d.publications.map((one) => checkAccount(d, one, c));
const uses = (...ids: string[]) => ids.map((assetId) => ({ assetId, alt: '' }));
const list = (items: readonly string[]): string => items.join(' and ');

describe('problem rows', () => {
  it('puts stopping ones first and counts both', () => {
    const rows = problemRows(check(draft({ text: 'x'.repeat(346), media: uses('a', 'b') })));
    expect(rows.map(({ sentence, network }) => [network, sentence])).toEqual([['bluesky', '46 characters too many for Bluesky'], [null, 'Pictures 1 and 2 have no alt text']]);
    expect(problemSummary(rows, list)).toBe('1 stops Bluesky, 1 to look at');
  });

  it('stops what has no alt text where the brand asks for it, once for all pictures, with a button to write it', () => {
    const rows = problemRows(check(draft({ text: 'Short', media: uses('a', 'b') }), context({ altRequired: true })));
    expect(rows.map(({ severity, sentence, mends }) => [severity, sentence, mends[0]])).toEqual([['stop', 'Pictures 1 and 2 have no alt text, and the brand asks for it', 'write-alt']]);
    expect(check(draft({ text: 'Short', media: [{ assetId: 'a', alt: 'A bowl' }] }), context({ altRequired: true })).map(({ stopped }) => stopped)).toEqual([false, false]);
  });

  it('checks anew when the brand begins to ask for alt text', () => {
    const checker = createChecker();
    const d = draft({ text: 'Short', media: uses('a') });
    const c = context();
    expect(checker(d, c).some(({ stopped }) => stopped)).toBe(false);
    expect(checker(d, { ...c, altRequired: true }).every(({ stopped }) => stopped)).toBe(true);
  });

  it('says a problem of two accounts on one network once, and names the one when it has it alone', () => {
    const both = draft({ text: 'x'.repeat(301), publications: [own('sky', 'bluesky'), own('sky2', 'bluesky')] });
    expect(problemRows(check(both)).map((row) => [row.problems.length, row.handles])).toEqual([[2, []]]);
    const one = draft({ text: 'short', publications: [own('sky', 'bluesky'), own('sky2', 'bluesky', { text: 'x'.repeat(301) })] });
    expect(problemRows(check(one)).map((row) => row.handles)).toEqual([['sky2.example']]);
  });

  it('says a passed time once for all', () => {
    const time = { wall: '2026-01-01T09:00', at: 0, past: true, adjusted: 'none' as const, shown: '2026-01-01T09:00' };
    const rows = problemRows(check(draft(), context({ time, now: 10_000_000 })));
    expect(rows.map(({ sentence, network }) => [network, sentence])).toEqual([[null, 'Its time has passed']]);
  });

  it('tells of a removed account', () => {
    const rows = problemRows(check(draft(), context({ accounts: new Map([['mast', account('mast', 'mastodon')]]) })));
    expect(rows.map(({ severity, mends }) => [severity, mends])).toEqual([['stop', ['remove-account']]]);
  });
});

describe('mends', () => {
  const cases: readonly (readonly [string, Draft])[] = [
    ['a long text', draft({ text: `${'A sentence of words. '.repeat(30)}` })],
    ['a long own text', draft({ text: 'Short', publications: [own('sky', 'bluesky', { text: 'word '.repeat(100) })] })],
    ['five pictures', draft({ media: uses('a', 'b', 'c', 'd', 'e') })],
    ['an empty part', draft({ publications: [own('sky', 'bluesky', { thread: [{ text: '', media: [] }, { text: 'Last', media: [] }] })] })],
    ['a long part', draft({ publications: [own('sky', 'bluesky', { thread: [{ text: 'word '.repeat(100), media: [] }] })] })],
    ['a malformed option', draft({ publications: [own('mast', 'mastodon', { options: { visibility: 'everybody' } })] })],
    ['a card without a link', draft({ publications: [own('sky', 'bluesky', { options: { linkCard: true } })] })],
    ['a long alt text', draft({ media: [{ assetId: 'a', alt: '👩‍👩‍👧‍👦 word '.repeat(600) }] })],
    ['a missing picture', draft({ media: uses('gone') })],
    ['an empty own text', draft({ publications: [own('sky', 'bluesky', { text: '' })] })],
  ];
  it.each(cases)('every button for %s really mends what it stands beside', (_name, before) => {
    let tried = 0;
    for (const one of check(before)) {
      for (const problem of one.problems) {
        for (const mend of problem.mends.filter(isDraftMend)) {
          tried += 1;
          const after = mendDraft(before, mend, problem, one);
          const still = check(after).flatMap(({ problems }) => problems).filter(({ code, accountId, params }) => code === problem.code && accountId === problem.accountId && params['asset'] === problem.params['asset'] && params['part'] === problem.params['part']);
          // Two empty or long parts may be left where there were three: the one at hand is gone.
          expect([mend, ...still.map(({ code }) => code)]).toEqual([mend]);
        }
      }
    }
    expect(tried).toBeGreaterThan(0);
  });

  it('mends without asking only what throws nothing away', () => {
    const [sky] = check(draft({ text: 'x'.repeat(301) }));
    expect(sky?.problems.map(harmlessMend)).toEqual(['split-thread']);
    const [gone] = check(draft({ media: uses('gone') }));
    expect(gone?.problems.map(harmlessMend)).toEqual([null]);
  });
});

describe('createChecker', () => {
  it('checks only the account that was written for again', () => {
    const checker = createChecker();
    const c = context();
    const before = draft();
    const [sky, mast] = checker(before, c);
    const [sky2, mast2] = checker(setText(before, { kind: 'account', accountId: 'mast' }, 'Own'), c);
    expect(sky2).toBe(sky);
    expect(mast2).not.toBe(mast);
  });

  it('sees a new base text, a new time and new facts about an account', () => {
    const checker = createChecker();
    const before = draft();
    checker(before, context());
    expect(checker(setText(before, basePlace, 'x'.repeat(301)), context())[0]?.stopped).toBe(true);
    expect(checker(before, context({ accounts: new Map([['sky', account('sky', 'bluesky', { status: 'signed-out' })]]) }))[0]?.problems[0]?.code).toBe('account-reauth');
  });
});

it('marks the base from where the strictest of those who use it ends', () => {
  const d = draft({ text: 'x'.repeat(600) });
  expect(baseOverFrom(check(d), d.text)).toBe(300);
  const apart = { ...d, publications: [own('sky', 'bluesky', { text: 'Short' }), own('mast', 'mastodon')] };
  expect(baseOverFrom(check(apart), d.text)).toBe(500);
  expect(baseOverFrom(check(draft()), 'Base')).toBeNull();
});

describe('mentions', () => {
  it('of nobody are said for the account they are on, and stop nothing', () => {
    const rows = problemRows(check(draft({ text: 'With @nobody.test' }), context({ unresolved: new Map([['sky', ['@nobody.test']]]) })));
    expect(rows.filter(({ problems }) => problems[0]?.code === 'mention-unresolved').map(({ severity, sentence }) => [severity, sentence])).toEqual([['look', '@nobody.test is not on Bluesky, it will be plain text']]);
  });

  it('are asked about without the words around them', () => {
    expect(mentionLike('Thanks @ilse.test (and @sam.test), write to me@example.com\n@ilse.test')).toBe('@ilse.test @sam.test),');
    expect(mentionLike('no mention at all')).toBe('');
  });
});
