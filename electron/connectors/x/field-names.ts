import type { Result } from '#core/result';
import type { HttpAnswer } from '../http/http';
import type { ConnectorError } from '../ports/connector-error';

/** Names of OpenAPI 2.167 and what the prose documentation and older servers call the same. Which of them X takes for good is not confirmed. */
const OLDER: Readonly<Record<string, string>> = { 'post.fields': 'tweet.fields', note_post: 'note_tweet' };

/** The same query in older names, where a server refused the new ones by name; otherwise null. Only reads have fields, so asking twice does no harm. */
export function olderNames(query: Readonly<Record<string, string>>, answer: Result<HttpAnswer, ConnectorError>): Record<string, string> | null {
  if (answer.ok || answer.error.type !== 'rejected' || answer.error.reason !== 'invalid') return null;
  const { detail } = answer.error;
  const refused = Object.keys(query).some((name) => name in OLDER) && Object.keys(OLDER).some((name) => detail.includes(name));
  if (!refused) return null;
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [OLDER[name] ?? name, value.split(',').map((one) => OLDER[one] ?? one).join(',')]));
}
