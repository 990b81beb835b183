import type { Millis } from '#core/clock';

export interface XPerson {
  readonly id: string;
  readonly username: string;
  readonly name: string;
}
export interface XPost {
  readonly id: string;
  readonly author: XPerson;
  readonly text: string;
  readonly at: Millis;
  readonly root: string;
  readonly parent: XPost | null;
  readonly mediaIds: readonly string[];
  readonly poll: boolean;
  /** As sent. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The names of OpenAPI 2.167, or those of the prose documentation and older servers. */
export type Names = 'new' | 'old';

const LINK = /\bhttps?:\/\/\S+/g;

/** As X gives a post back: links shortened, a link behind the text for its pictures, three signs escaped, whole seconds. */
export function post(one: XPost, names: Names): Readonly<Record<string, unknown>> {
  const urls: { start: number; end: number; url: string; expanded_url: string; display_url: string; media_key?: string }[] = [];
  let text = one.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  text = text.replace(LINK, (link) => {
    const url = `https://t.co/l${one.id.slice(-6)}${urls.length}`;
    urls.push({ start: 0, end: url.length, url, expanded_url: link.replaceAll('&amp;', '&'), display_url: link });
    return url;
  });
  if (one.mediaIds.length > 0) {
    const url = `https://t.co/m${one.id.slice(-6)}`;
    urls.push({ start: text.length, end: text.length + url.length, url, expanded_url: `https://x.com/${one.author.username}/status/${one.id}/photo/1`, display_url: 'pic.x.com', media_key: `3_${one.mediaIds[0]}` });
    text = `${text} ${url}`.trim();
  }
  const old = names === 'old';
  const attachments = { ...(one.mediaIds.length === 0 ? {} : { media_keys: one.mediaIds.map((id) => `3_${id}`) }), ...(one.poll ? { poll_ids: [`${one.id.slice(0, -1)}1`] } : {}) };
  return {
    id: one.id, text, author_id: one.author.id, conversation_id: one.root, created_at: new Date(Math.floor(one.at / 1000) * 1000).toISOString(),
    [old ? 'edit_history_tweet_ids' : 'edit_history_post_ids']: [one.id],
    ...(Object.keys(attachments).length === 0 ? {} : { attachments }),
    ...(urls.length === 0 ? {} : { entities: { urls } }),
    ...(one.parent === null ? {} : { in_reply_to_user_id: one.parent.author.id, [old ? 'referenced_tweets' : 'referenced_posts']: [{ type: 'replied_to', id: one.parent.id }] }),
    public_metrics: { [old ? 'retweet_count' : 'repost_count']: 2, reply_count: 1, like_count: 5, quote_count: 0, bookmark_count: 0, impression_count: 90 },
  };
}

export const user = ({ id, username, name }: XPerson): Readonly<Record<string, unknown>> => ({
  id, username, name, profile_image_url: 'https://pbs.twimg.com/profile_images/1/a.jpg',
  public_metrics: { followers_count: 12, following_count: 3, post_count: 4, listed_count: 0 },
});

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const problem = (status: number, title: string, detail: string, type = 'about:blank'): Answer =>
  ({ status, body: { title, detail, type: type === 'about:blank' ? type : `https://api.x.com/2/problems/${type}`, status }, headers: { 'content-type': 'application/problem+json' } });

export const notFound = (id: string): Readonly<Record<string, unknown>> =>
  ({ value: id, detail: `Could not find tweet with id: [${id}].`, title: 'Not Found Error', resource_type: 'tweet', parameter: 'id', resource_id: id, type: 'https://api.x.com/2/problems/resource-not-found' });
