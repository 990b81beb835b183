import { type Clock, DAY, MINUTE, SECOND } from '#core/clock';
import { type Answer, done, instant, noSuch, refuse } from './answers';
import type { Page } from './oauth';

export type Kind = 'post' | 'reel' | 'story';
export interface Video {
  readonly id: string;
  readonly page: Page;
  readonly kind: Kind;
  readonly session: string;
  readonly total: number | null;
  received: number;
  /** What it was finished with; null: it was not. */
  finished: Readonly<Record<string, string>> | null;
  /** When Facebook has worked on it. */
  readyAt: number;
  dueAt: number | null;
  post: string | null;
  at: number;
  /** Facebook cannot use it. */
  failed: boolean;
}
export interface Story { readonly post: string; readonly page: string; readonly media: string; readonly kind: 'photo' | 'video'; readonly at: number }

const PIECE = 1_048_576;
const iso = (status: string, more: object = {}): object => ({ status, ...more });

/**
 * Uploads of videos, Reels and Stories. Finishing the same upload twice makes a second post: nothing here forgives that.
 * @param out makes the post that shows a video, and says its number
 */
export function createFacebookVideos(clock: Clock, web: () => string, nextId: () => string, out: (video: Video) => string) {
  const videos = new Map<string, Video>();
  const stories: Story[] = [];
  const behave = { seconds: 0, fails: false, namesPost: true, deletesStories: true, pieces: PIECE, breaksAt: Infinity };

  const stateOf = (video: Video): 'uploading' | 'processing' | 'error' | 'ready' | 'waiting' =>
    video.finished === null ? 'uploading' : clock.now() < video.readyAt ? 'processing' : video.failed ? 'error' : video.dueAt !== null && video.dueAt > clock.now() ? 'waiting' : 'ready';
  /** What has been worked on, and is due, is shown. */
  function settle(): void {
    for (const video of videos.values()) {
      if (stateOf(video) !== 'ready' || video.post !== null) continue;
      video.at = Math.max(video.dueAt ?? 0, video.readyAt);
      show(video);
    }
  }
  function show(video: Video): void {
    video.post = video.kind === 'story' ? nextId() : out(video);
    if (video.kind === 'story') stories.push({ post: video.post, page: video.page.id, media: video.id, kind: 'video', at: clock.now() });
  }
  const windowOf = ({ received, total }: Video): object => ({ start_offset: String(received), end_offset: String(Math.min(received + behave.pieces, total ?? 0)) });

  function start(page: Page, kind: Kind, form: URLSearchParams): Answer {
    const total = kind === 'post' ? Number(form.get('file_size')) : null;
    if (total !== null && !(total > 0)) return refuse(400, 100, 'The parameter file_size is required');
    const video: Video = { id: `7${nextId().slice(1)}`, page, kind, session: nextId(), total, received: 0, finished: null, readyAt: Infinity, dueAt: null, post: null, at: clock.now(), failed: false };
    videos.set(video.id, video);
    if (kind === 'post') return { status: 200, body: { video_id: video.id, upload_session_id: video.session, ...windowOf(video) } };
    return { status: 200, body: { video_id: video.id, upload_url: `https://rupload.facebook.com/video-upload/v25.0/${video.id}` } };
  }

  async function transfer(page: Page, form: FormData): Promise<Answer> {
    const video = [...videos.values()].find((one) => one.session === form.get('upload_session_id') && one.page === page);
    const chunk = form.get('video_file_chunk');
    if (video === undefined || video.finished !== null) return refuse(400, 6000, 'There was a problem uploading your video file. Please try again', 1_363_019);
    if (!(chunk instanceof Blob)) return refuse(400, 100, 'The parameter video_file_chunk is required');
    const { byteLength } = await chunk.arrayBuffer();
    if (Number(form.get('start_offset')) !== video.received || byteLength > behave.pieces) return refuse(400, 6001, 'There was a problem uploading your video file: the offset is wrong', 1_363_037);
    video.received += byteLength;
    return { status: 200, body: windowOf(video) };
  }

  /** rupload: the bytes of a Reel or of a Story, from an offset that fits what is there. */
  function receive(page: Page, id: string, offset: number, total: number, bytes: number): Answer {
    const video = videos.get(id);
    const fails = (type: string, message: string): Answer => ({ status: 400, body: { debug_info: { retriable: false, type, message } } });
    if (video?.page !== page || video.kind === 'post' || video.finished !== null) return fails('NotFoundError', 'Unknown video');
    if (offset !== video.received || offset + bytes > total) return fails('OffsetInvalidError', `Request starts at ${offset}, ${video.received} are there`);
    Object.assign(video, { received: offset + bytes, total });
    return { status: 200, body: { success: true, message: 'Upload successful.' } };
  }

  function finish(page: Page, kind: Kind, form: URLSearchParams): Answer {
    const video = kind === 'post' ? [...videos.values()].find((one) => one.session === form.get('upload_session_id')) : videos.get(form.get('video_id') ?? '');
    if (video?.page !== page || video.kind !== kind) return refuse(400, 100, 'The video does not exist', 33);
    if (video.received !== video.total) return refuse(400, 6000, 'The video was not uploaded completely', 1_363_031);
    const fields = Object.fromEntries([...form].filter(([name]) => name !== 'access_token' && name !== 'appsecret_proof'));
    const due = form.get('scheduled_publish_time');
    const isLater = kind === 'post' ? form.get('published') === 'false' && form.get('unpublished_content_type') === 'SCHEDULED' : form.get('video_state') === 'SCHEDULED';
    if (isLater !== (due !== null) || (due !== null && kind === 'story')) return refuse(400, 100, 'You cannot specify a scheduled publish time on a published video');
    const dueAt = due === null ? null : Number(due) * SECOND;
    if (dueAt !== null && (dueAt - clock.now() < 10 * MINUTE || dueAt - clock.now() > 30 * DAY)) return refuse(400, 100, 'The specified scheduled publish time is invalid.', 1_363_017);
    // A second end of the same upload shows the same video once more.
    if (video.finished !== null && video.post !== null) show(video);
    Object.assign(video, { finished: fields, dueAt, failed: behave.fails, readyAt: clock.now() + behave.seconds * SECOND });
    settle();
    return { status: 200, body: { success: true, ...(kind === 'story' && video.post !== null ? { post_id: video.post } : {}) } };
  }

  async function upload(page: Page, kind: Kind, fields: URLSearchParams, form: FormData | null): Promise<Answer> {
    const phase = (fields.get('upload_phase') ?? '').toLowerCase();
    if (phase === 'start') return start(page, kind, fields);
    if (phase === 'finish') return finish(page, kind, fields);
    return phase === 'transfer' && kind === 'post' && form !== null ? transfer(page, form) : refuse(400, 100, 'The parameter upload_phase is required');
  }

  function photoStory(page: Page, photo: string | null, known: boolean): Answer {
    if (photo === null || !known) return refuse(400, 100, 'The photo does not exist', 33);
    const story: Story = { post: nextId(), page: page.id, media: photo, kind: 'photo', at: clock.now() };
    stories.push(story);
    return { status: 200, body: { success: true, post_id: story.post } };
  }

  function shown(video: Video): Readonly<Record<string, unknown>> {
    const state = stateOf(video);
    const isThere = video.received === video.total;
    return {
      id: video.id, published: video.post !== null, description: video.finished?.['description'], title: video.finished?.['title'], created_time: instant(video.at),
      permalink_url: `/${video.page.username}/videos/${video.id}/`, post_id: video.post === null || !behave.namesPost ? undefined : video.post.split('_').at(-1),
      scheduled_publish_time: video.dueAt === null ? undefined : instant(video.dueAt),
      status: {
        video_status: state === 'uploading' ? (isThere ? 'upload_complete' : 'uploading') : state === 'waiting' ? 'ready' : state,
        uploading_phase: iso(isThere ? 'complete' : 'in_progress', { bytes_transferred: video.received }),
        processing_phase: iso(state === 'uploading' ? 'not_started' : state === 'processing' ? 'in_progress' : state === 'error' ? 'error' : 'complete', state === 'error' ? { errors: [{ code: 1, message: 'Unsupported codec' }] } : {}),
        publishing_phase: iso(video.post === null ? 'not_started' : 'complete', state === 'waiting' ? { publish_status: 'scheduled' } : video.post === null ? {} : { publish_status: 'published' }),
      },
    };
  }
  const only = (video: Video, fields: string | null): Readonly<Record<string, unknown>> => {
    const names = (fields ?? 'id').split(',');
    return Object.fromEntries(Object.entries(shown(video)).filter(([name]) => name === 'id' || names.includes(name)));
  };
  const list = (data: readonly object[]): Answer => ({ status: 200, body: { data, ...(data.length === 0 ? {} : { paging: { cursors: { before: 'a', after: 'b' } } }) } });

  return {
    videos, stories, behave, settle, upload, receive, photoStory,
    has: (id: string): boolean => videos.has(id) || stories.some(({ post }) => post === id),
    one(method: string, id: string, fields: URLSearchParams): Answer {
      settle();
      const video = videos.get(id);
      if (video === undefined) {
        const at = stories.findIndex(({ post }) => post === id);
        if (method !== 'DELETE' || !behave.deletesStories) return method === 'DELETE' ? refuse(403, 10, '(#10) Application does not have permission for this action') : noSuch(id);
        stories.splice(at, 1);
        return done;
      }
      if (method === 'GET') return { status: 200, body: only(video, fields.get('fields')) };
      if (method === 'DELETE') {
        videos.delete(id);
        return done;
      }
      const due = Number(fields.get('scheduled_publish_time')) * SECOND;
      if (video.dueAt === null || due - clock.now() < 10 * MINUTE) return refuse(400, 100, 'The specified scheduled publish time is invalid.', 1_363_017);
      video.dueAt = due;
      return done;
    },
    reels: (page: Page, query: URLSearchParams): Answer => {
      settle();
      return list([...videos.values()].filter((video) => video.page === page && video.kind === 'reel' && video.post !== null).toSorted((a, b) => b.at - a.at).map((video) => only(video, query.get('fields'))));
    },
    storyList: (page: Page): Answer => {
      settle();
      const isOver = ({ at }: Story): boolean => clock.now() - at > DAY;
      return list(stories.filter((story) => story.page === page.id).toSorted((a, b) => b.at - a.at)
        .map((story) => ({ post_id: story.post, status: isOver(story) ? 'ARCHIVED' : 'PUBLISHED', creation_time: String(Math.floor(story.at / SECOND)), media_type: story.kind, media_id: story.media, url: `${web()}/stories/${story.page}/${story.post}` })));
    },
    /** Of the Page's posts that wait: those with a video. */
    waiting: (page: string): readonly Video[] => [...videos.values()].filter((video) => video.page.id === page && stateOf(video) === 'waiting' && video.kind !== 'story'),
  };
}
