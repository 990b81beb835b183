import { DAY, HOUR, MINUTE, type Millis } from '#core/clock';
import { answers, type Follower, followers, generalComments, mentionTexts, pictureComments, questions } from './followers';
import { seededRandom } from './seeded';

/** What decides how followers react to a post; the rest follows from the seed. */
export interface Reacted {
  readonly id: number;
  readonly createdAt: Millis;
  readonly text: string;
  readonly pictures: number;
  readonly isReply: boolean;
}

export interface Counts {
  readonly views: number;
  readonly likes: number;
  readonly reposts: number;
  readonly quotes: number;
  /** Comments by followers; replies by accounts of this network come on top. */
  readonly comments: number;
}

export interface FollowerPost {
  /** `12.c1` is the first comment below post 12, `12.m1` a mention that came of it. */
  readonly id: string;
  readonly kind: 'comment' | 'mention';
  readonly postId: number;
  readonly author: Follower;
  readonly text: string;
  readonly at: Millis;
}

/** Nobody reacts to a post after this. */
export const REACTION_SPAN: Millis = 14 * DAY;

export interface Reactions {
  /** Only ever grows with time. */
  readonly counts: (post: Reacted, now: Millis) => Counts;
  /** Comments and mentions that have come so far, oldest first. */
  readonly replies: (post: Reacted, handle: string, now: Millis) => readonly FollowerPost[];
  readonly followerCount: (handle: string, since: Millis, now: Millis) => number;
}

/**
 * Followers without timers: for any post and any moment the same seed gives the same answer, worked out from the post's age.
 * Interest comes fast and dies away, `1 - e^(-age/tau)`, so figures look the way real ones do after an hour and after a week.
 */
export function createReactions(seed: string, speed = 1): Reactions {
  const ageOf = (post: Reacted, now: Millis): Millis => Math.min(Math.max(0, now - post.createdAt) * speed, REACTION_SPAN);

  function plan(post: Reacted) {
    const next = seededRandom(seed, 'counts', String(post.id));
    const spread = Math.exp((next() + next() + next() - 1.5) * 1.3);
    const hour = new Date(post.createdAt).getUTCHours();
    const byHour = 0.75 + 0.45 * Math.max(0, Math.sin(((hour - 5) / 17) * Math.PI));
    const views = Math.round((post.isReply ? 90 : 340) * spread * byHour * (post.pictures > 0 ? 1.35 : 1));
    const tau = (2 + 4 * next()) * HOUR;
    return {
      views,
      tau,
      likes: Math.round(views * (0.03 + 0.07 * next())),
      reposts: Math.round(views * (0.002 + 0.014 * next())),
      quotes: Math.round(views * 0.003 * next()),
    };
  }

  function events(post: Reacted, handle: string): readonly FollowerPost[] {
    const next = seededRandom(seed, 'replies', String(post.id));
    const free = [...followers];
    const pools = poolsFor(post, next);
    const made: FollowerPost[] = [];
    const delay = (tau: Millis): Millis => Math.min(MINUTE - tau * Math.log(1 - next() * 0.999), REACTION_SPAN - HOUR) / speed;
    const take = <T>(from: T[]): T | undefined => from.splice(Math.floor(next() * from.length), 1)[0];
    for (const [i, pool] of pools.entries()) {
      const [author, text] = [take(free), take(pool)];
      if (author !== undefined && text !== undefined) {
        made.push({ id: `${post.id}.c${i + 1}`, kind: 'comment', postId: post.id, author, text, at: post.createdAt + delay(7 * HOUR) });
      }
    }
    const author = take(free);
    const text = mentionTexts[Math.floor(next() * mentionTexts.length)];
    if (!post.isReply && next() < 0.3 && author !== undefined && text !== undefined) {
      made.push({ id: `${post.id}.m1`, kind: 'mention', postId: post.id, author, text: text.replace('@', `@${handle}`), at: post.createdAt + delay(30 * HOUR) });
    }
    return made.map((e) => ({ ...e, at: Math.round(e.at) })).sort((a, b) => a.at - b.at || a.id.localeCompare(b.id));
  }

  return {
    counts: (post, now) => {
      const { views, likes, reposts, quotes, tau } = plan(post);
      const age = ageOf(post, now);
      const grown = (total: number, slowness: number): number => Math.floor(total * (1 - Math.exp(-age / (tau * slowness))));
      // Each slower than the one before, so there are never more likes than views.
      return {
        views: grown(views, 1),
        likes: grown(likes, 1.15),
        reposts: grown(reposts, 1.5),
        quotes: grown(quotes, 2),
        comments: events(post, '').filter((e) => e.kind === 'comment' && e.at <= now).length,
      };
    },
    replies: (post, handle, now) => events(post, handle).filter((e) => e.at <= now),
    followerCount: (handle, since, now) => {
      const next = seededRandom(seed, 'followers', handle);
      return Math.round(followers.length + 180 + 900 * next() + ((2 + 5 * next()) * Math.max(0, now - since) * speed) / DAY);
    },
  };
}

/** Which kind of words each comment is drawn from; pools are copies that are used up, so nothing is said twice below one post. */
function poolsFor(post: Reacted, next: () => number): readonly string[][] {
  const [general, pictures, asking, answering] = [[...generalComments], [...pictureComments], [...questions], [...answers]];
  const most = post.isReply ? 2 : post.text.includes('?') ? 7 : 5;
  const count = Math.floor(next() * next() * (most + 1));
  return Array.from({ length: count }, () => {
    const draw = next();
    if (draw < 0.28) return asking;
    if (draw < 0.5 && post.pictures > 0) return pictures;
    if (draw < 0.75 && post.text.includes('?')) return answering;
    return general;
  });
}
