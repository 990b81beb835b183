import { type Millis, MINUTE, SECOND } from '#core/clock';
import { ok, type Result } from '#core/result';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { SavedPart } from '../publishing/thread';
import { type VideoAnswer, videoAnswer } from './api-types';
import type { FacebookClient } from './client';
import { readPost } from './read-post';

const FIELDS = 'id,status,published,scheduled_publish_time,permalink_url,post_id';

export type VideoState =
  | { readonly type: 'out'; readonly part: SavedPart }
  /** Facebook keeps it until then, UTC ms. */
  | { readonly type: 'kept'; readonly dueAt: Millis }
  /** It works on the video, or is about to show it. */
  | { readonly type: 'working' }
  /** It is there, and nobody has asked to show it. */
  | { readonly type: 'idle' }
  | { readonly type: 'failed'; readonly words: string }
  | { readonly type: 'gone' };

/** The post that shows a video, where Facebook names it; otherwise the video itself. */
export function videoPart(client: FacebookClient, session: Session, { id, post_id: post, permalink_url: path }: Pick<VideoAnswer, 'id' | 'post_id' | 'permalink_url'>): SavedPart {
  const remoteId = post === null || post === undefined ? id : post.includes('_') ? post : `${session.remoteId}_${post}`;
  const shown = path === null || path === undefined ? null : URL.parse(path, client.bases.web);
  return { id: remoteId, url: shown !== null && /^https?:$/.test(shown.protocol) ? shown.href : `${client.bases.web}/${id}` };
}

/** What has become of a video, by its own number: no list and no words are needed. Only reads. */
export async function lookAtVideo(client: FacebookClient, session: Session, id: string, signal: AbortSignal, now: Millis): Promise<Result<VideoState, ConnectorError>> {
  const read = await readPost(client, session, id, FIELDS, videoAnswer, signal);
  return read.ok ? ok(read.value === 'gone' ? { type: 'gone' } : stateOf(client, session, read.value, now)) : read;
}

function stateOf(client: FacebookClient, session: Session, video: VideoAnswer, now: Millis): VideoState {
  const { status, published, scheduled_publish_time: dueAt } = video;
  const [processing, publishing] = [status?.processing_phase, status?.publishing_phase];
  const errors = [...(processing?.errors ?? []), ...(publishing?.errors ?? [])].map(({ message }) => message).filter((one) => one !== '');
  if ([status?.video_status, processing?.status, publishing?.status].includes('error') || status?.video_status === 'expired') return { type: 'failed', words: errors.join('; ').slice(0, 300) };
  if (typeof dueAt === 'number' && published !== true && dueAt > now) return { type: 'kept', dueAt };
  const isShown = publishing?.publish_status === null || publishing?.publish_status === undefined || publishing.publish_status === 'published';
  const isOut = publishing === null || publishing === undefined ? published === true && status?.video_status === 'ready' : publishing.status === 'complete' && isShown;
  if (isOut) return { type: 'out', part: videoPart(client, session, video) };
  const isBusy = publishing?.status === 'in_progress' || processing?.status === 'in_progress' || status?.video_status === 'processing' || typeof dueAt === 'number';
  return { type: isBusy ? 'working' : 'idle' };
}

/** The first looks come soon; a long film takes as long as it has taken already, about. */
export const nextLook = (now: Millis, since: Millis): Millis => now + Math.min(Math.max((now - since) / 4, 10 * SECOND), 5 * MINUTE);
