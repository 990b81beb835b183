import { ok, type Result } from '#core/result';
import { answerOf, isGone } from '../http/read-error';
import type { Session } from '../ports/account';
import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';
import { statusAnswer } from './api-types';
import { readData, type TiktokClient } from './client';
import { failure } from './map-error';

/** What has become of an upload. */
export type Fate =
  /** It is a post. `id` is null while TikTok looks it over, and for ever where not everybody may see it. */
  | { readonly type: 'out'; readonly id: string | null }
  /** It waits in the app for its author. */
  | { readonly type: 'inbox' }
  /** It never becomes a post. */
  | { readonly type: 'failed'; readonly error: Extract<ConnectorError, { readonly type: 'rejected' }> }
  /** TikTok waits for bytes, or works on them. `bytes`: how many it has; null where it does not say. */
  | { readonly type: 'working'; readonly bytes: number | null }
  | { readonly type: 'gone'; readonly answer?: NetworkAnswer };

/** Asks TikTok what has become of an upload. Only reads. */
export async function readFate(client: TiktokClient, session: Session, publishId: string, signal: AbortSignal): Promise<Result<Fate, ConnectorError>> {
  const answer = await client.call(session, { path: '/post/publish/status/fetch/', json: { publish_id: publishId }, effect: 'reads', signal });
  if (!answer.ok) return isGone(answer.error) ? ok({ type: 'gone', ...answerOf(answer.error) }) : answer;
  const read = readData(answer.value, 'reads', statusAnswer);
  if (!read.ok) return read;
  const { status, fail_reason: reason, publicaly_available_post_id: ids, uploaded_bytes: bytes } = read.value;
  switch (status) {
    case 'PUBLISH_COMPLETE': return ok({ type: 'out', id: ids[0] ?? null });
    case 'SEND_TO_USER_INBOX': return ok({ type: 'inbox' });
    case 'FAILED': return ok({ type: 'failed', error: failure(reason ?? '', { answer: answer.value.log }) });
    // PROCESSING_UPLOAD, PROCESSING_DOWNLOAD, and whatever TikTok adds to them.
    default: return ok({ type: 'working', bytes: bytes ?? null });
  }
}
