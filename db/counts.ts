import { count } from 'drizzle-orm';
import type { Db } from './open';
import { posts } from './schema';

/** Sizes for the data page; those in the bin count too. */
export const countPosts = (db: Db): number => db.select({ n: count() }).from(posts).get()?.n ?? 0;
