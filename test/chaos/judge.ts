import type { ServerPost } from '#test/support/practice';
import { type DataFolder, fates, signedOut, textOf } from './data-folder';

export interface Verdict {
  readonly published: number;
  /** Posts on the server beyond one for each part of each publication. */
  readonly duplicates: number;
  /** Publications whose end is not told, or told wrongly. */
  readonly lost: number;
  readonly unconfirmed: number;
  /** Accounts that the app has given up although their login was never taken away. */
  readonly signedOut: number;
  readonly wrong: readonly string[];
}

type Post = Pick<ServerPost, 'id' | 'text' | 'reply_to' | 'media'>;

/** Counts on the server, and lays the app's own account of each publication beside it. */
export function judge(folder: DataFolder, posts: readonly Post[]): Verdict {
  const byText = new Map<string, Post[]>();
  for (const post of posts) byText.set(post.text, [...(byText.get(post.text) ?? []), post]);
  const wrong: string[] = [];
  let duplicates = 0;
  let lost = 0;
  let unconfirmed = 0;
  let published = 0;
  for (const fate of fates(folder)) {
    const there = Array.from({ length: fate.parts }, (_, p) => byText.get(textOf(fate.id, p)) ?? []);
    const tell = (what: string): void => {
      wrong.push(`${what}: ${fate.id} is ${fate.state} (${fate.problem ?? 'no problem'}), ${there.map((t) => t.length).join('+')} on the server, ${fate.said} lines`);
    };
    const extra = there.reduce((sum, copies) => sum + Math.max(0, copies.length - 1), 0);
    duplicates += extra;
    if (extra > 0) tell('sent more than once');
    if (fate.state === 'published') published += 1;
    if (fate.state === 'unconfirmed') unconfirmed += 1;
    // An unconfirmed one says just that: it may be there, whole or in part, or not.
    if (fate.state === 'unconfirmed' && fate.said > 0) continue;
    const told = ['published', 'failed', 'missed'].includes(fate.state) && fate.said > 0;
    const out = there.filter((copies) => copies.length > 0).length;
    const right = fate.state === 'published' ? out === fate.parts && isWhole(there, fate.pictures) : out === 0;
    if (told && right) continue;
    lost += 1;
    tell('lost');
  }
  return { published, duplicates, lost, unconfirmed, signedOut: signedOut(folder), wrong };
}

/** Each part answers the one before it, and the pictures are on the first. */
function isWhole(there: readonly (readonly Post[])[], pictures: number): boolean {
  return there.every((copies, p) => {
    const [post] = copies;
    const before = p === 0 ? null : there[p - 1]?.[0]?.id ?? null;
    return post !== undefined && post.reply_to === before && post.media.length === (p === 0 ? pictures : 0);
  });
}
