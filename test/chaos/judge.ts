import type { NetworkId } from '#core/networks';
import { type DataFolder, fates, signedOut, textOf } from './data-folder';
import type { PublicPost } from './networks/network';

export interface Verdict {
  readonly published: number;
  /** Posts on the server beyond one for each part of each publication. */
  readonly duplicates: number;
  /** Publications whose end is not told, or told wrongly. */
  readonly lost: number;
  readonly unconfirmed: number;
  /** Refused for good, by the network or by us: nothing in this run deserves that. */
  readonly failed: number;
  /** Accounts that the app has given up although their login was never taken away. */
  readonly signedOut: number;
  readonly wrong: readonly string[];
}

/** Counts on the server of one network, and lays the app's own account of each publication there beside it. */
export function judge(folder: DataFolder, network: NetworkId, posts: readonly PublicPost[]): Verdict {
  const byText = new Map<string, PublicPost[]>();
  for (const post of posts) byText.set(post.text, [...(byText.get(post.text) ?? []), post]);
  const wrong: string[] = [];
  let duplicates = 0;
  let lost = 0;
  let unconfirmed = 0;
  let published = 0;
  let failed = 0;
  for (const fate of fates(folder)) {
    if (fate.network !== network) continue;
    const there = Array.from({ length: fate.parts }, (_, p) => byText.get(textOf(fate.id, p)) ?? []);
    const tell = (what: string): void => {
      wrong.push(`${network}: ${what}: ${fate.id} is ${fate.state} (${fate.problem ?? 'no problem'}), ${there.map((t) => t.length).join('+')} on the server, ${fate.said} lines`);
    };
    const extra = there.reduce((sum, copies) => sum + Math.max(0, copies.length - 1), 0);
    duplicates += extra;
    if (extra > 0) tell('sent more than once');
    if (fate.state === 'published') published += 1;
    if (fate.state === 'unconfirmed') unconfirmed += 1;
    if (fate.state === 'failed' || fate.state === 'missed') {
      failed += 1;
      tell('not sent');
    }
    // An unconfirmed one says just that: it may be there, whole or in part, or not.
    if (fate.state === 'unconfirmed' && fate.said > 0) continue;
    const told = ['published', 'failed', 'missed'].includes(fate.state) && fate.said > 0;
    const out = there.filter((copies) => copies.length > 0).length;
    const right = fate.state === 'published' ? out === fate.parts && isWhole(there, fate.media) : out === 0;
    if (told && right) continue;
    lost += 1;
    tell('lost');
  }
  return { published, duplicates, lost, unconfirmed, failed, signedOut: signedOut(folder).filter((one) => one === network).length, wrong };
}

/** Each part answers the one before it, and pictures and videos are on the first. */
function isWhole(there: readonly (readonly PublicPost[])[], media: number): boolean {
  return there.every((copies, p) => {
    const [post] = copies;
    const before = p === 0 ? null : there[p - 1]?.[0]?.id ?? null;
    return post !== undefined && post.replyTo === before && post.media === (p === 0 ? media : 0);
  });
}

/** All networks together. */
export const inSum = (verdicts: readonly Verdict[]): Verdict => verdicts.reduce((sum, one) => ({
  published: sum.published + one.published, duplicates: sum.duplicates + one.duplicates, lost: sum.lost + one.lost, unconfirmed: sum.unconfirmed + one.unconfirmed, failed: sum.failed + one.failed,
  signedOut: sum.signedOut + one.signedOut, wrong: [...sum.wrong, ...one.wrong],
}));
