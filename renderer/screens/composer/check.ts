import type { Account } from '#core/contract/accounts';
import type { Asset } from '#core/contract/shapes';
import type { Id } from '#core/ids';
import { limitsFor, limitsWith, type NetworkLimits } from '#core/networks';
import type { MediaUse } from '#core/posts/content';
import { isStopped, mediaForPreflight, preflight, type PreflightInput, type PreflightMedia, type Problem } from '#core/posts/preflight';
import { type CountExtras, countText, type TextCount } from '#core/text';
import { type Draft, type DraftPublication, mediaOf, textOf } from './draft';
import type { ChosenTime } from './when';

/** What is known about one account's version of the post. */
export interface AccountCheck {
  readonly publication: DraftPublication;
  readonly account: Account | null;
  /** The account's own picture, where the library has it. */
  readonly avatar: Asset | null;
  readonly limits: NetworkLimits;
  readonly extras: CountExtras;
  /** Of the first part. */
  readonly count: TextCount;
  readonly problems: readonly Problem[];
  readonly stopped: boolean;
}

export interface CheckContext {
  readonly accounts: ReadonlyMap<Id, Account>;
  readonly assets: ReadonlyMap<Id, Asset>;
  readonly time: ChosenTime | null;
  /** By account: mentions that belong to nobody there. */
  readonly unresolved: ReadonlyMap<Id, readonly string[]>;
  /** Of the brand. */
  readonly altRequired: boolean;
  /** Whether one is set, for networks that fetch pictures. */
  readonly mediaHost: boolean;
  /** UTC ms. */
  readonly now: number;
}

export const extrasOf = (publication: Pick<DraftPublication, 'options'>): CountExtras => {
  const warning = publication.options['contentWarning'];
  return { contentWarning: typeof warning === 'string' ? warning : '' };
};

const healthOf = (account: Account | null): PreflightInput['account']['health'] => {
  if (account === null) return 'removed';
  return account.status === 'paused' ? 'ok' : account.status;
};

function preflightMedia(uses: readonly MediaUse[], assets: CheckContext['assets']): readonly PreflightMedia[] {
  return uses.map((use) => mediaForPreflight(use, assets.get(use.assetId)));
}

export function checkAccount(draft: Draft, publication: DraftPublication, { accounts, assets, time, unresolved, altRequired, mediaHost, now }: CheckContext): AccountCheck {
  const account = accounts.get(publication.accountId) ?? null;
  const limits = limitsWith(publication.network, limitsFor(publication.network, account?.limits ?? null), publication.options);
  const extras = extrasOf(publication);
  const text = textOf(draft, publication);
  const problems = preflight({
    network: publication.network, accountId: publication.accountId, limits, text,
    media: preflightMedia(mediaOf(draft, publication), assets),
    thread: publication.thread.map((part) => ({ text: part.text, media: preflightMedia(part.media, assets) })),
    baseText: publication.text === null ? null : draft.text, options: publication.options,
    time: { dueAt: time?.at ?? null, now, gap: time?.adjusted === 'gap' ? { asked: time.wall, wall: time.shown } : null },
    account: { health: healthOf(account), expiresAt: account?.expiresAt ?? null }, unresolvedMentions: unresolved.get(publication.accountId) ?? [], altRequired, mediaHost,
  });
  const avatar = assets.get(account?.avatarAssetId ?? '') ?? null;
  return { publication, account, avatar: avatar?.status === 'ok' ? avatar : null, limits, extras, count: countText(publication.network, text, limits, extras), problems, stopped: isStopped(problems) };
}

/**
 * Checks all accounts, and each again only when something it depends on has changed: typing on one tab costs one check,
 * however many accounts there are.
 */
export function createChecker() {
  let cache = new Map<Id, { readonly deps: readonly unknown[]; readonly check: AccountCheck }>();
  return (draft: Draft, context: CheckContext): readonly AccountCheck[] => {
    const next: typeof cache = new Map();
    const checks = draft.publications.map((publication) => {
      const deps = [publication, draft.text, publication.media === null ? draft.media : null, context.accounts.get(publication.accountId), context.unresolved.get(publication.accountId), context.assets, context.altRequired, context.mediaHost, context.time?.wall, context.time?.past, context.time?.at];
      const known = cache.get(publication.accountId);
      const entry = known !== undefined && known.deps.every((dep, index) => dep === deps[index]) ? known : { deps, check: checkAccount(draft, publication, context) };
      next.set(publication.accountId, entry);
      return entry.check;
    });
    cache = next;
    return checks;
  };
}

/** The strictest limit of those who use the base text: from where on it is too long for at least one of them. */
export function baseOverFrom(checks: readonly Pick<AccountCheck, 'publication' | 'limits' | 'extras'>[], text: string): number | null {
  // Ten accounts on three networks have three limits: each is measured once, for this runs at every key.
  const distinct = new Map(checks.filter(({ publication }) => publication.text === null).map((one) => [JSON.stringify([one.limits.text, one.extras]), one]));
  const ends = [...distinct.values()].flatMap(({ publication, limits, extras }) => countText(publication.network, text, limits, extras).overFrom ?? []);
  return ends.length === 0 ? null : Math.min(...ends);
}
