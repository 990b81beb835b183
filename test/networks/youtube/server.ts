import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { Clock } from '#core/clock';
import { listenOnLoopback } from '#test/connectors/support/listen';
import { readAll } from '#test/connectors/support/read-body';
import { type Answer, type Channel, channelShape, itemShape, list, refused, type StoredVideo, threadShape, videoShape } from './answers';
import { createComments } from './comments';
import { createGoogleOauth } from './oauth';
import { createUploads } from './uploads';

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields => Object(value);

/**
 * The Data API v3 as its discovery document and documentation describe it: uploads that go on, private videos that become public at a time,
 * lists, playlists, captions, thumbnails, comments, Google's errors. Not the real one: what only YouTube can tell is not proved by it.
 */
export async function startYoutube(clock: Clock) {
  const channel: Channel = { id: 'UCkeramik0000000000000001', title: 'Keramik Studio', handle: 'keramikstudio', uploads: 'UUkeramik0000000000000001' };
  const app = { clientId: `${randomBytes(6).toString('hex')}.apps.googleusercontent.com`, clientSecret: `GOCSPX-${randomBytes(12).toString('hex')}` };
  let origin = '';
  const oauth = createGoogleOauth(clock, app, () => origin);
  let videos: StoredVideo[] = [];
  const comments = createComments(clock, channel);
  const captions: { readonly id: string; readonly videoId: string; readonly language: string; readonly file: string }[] = [];
  const playlists = [{ id: 'PLglazes', title: 'Glazes' }, { id: 'PLkilns', title: 'Kilns' }];
  const placed: { readonly playlistId: string; readonly videoId: string }[] = [];
  const behave = {
    audited: true, hasChannel: true, mayThumbnail: true, looks: 0, pageSize: 50,
    /** How the server is called from outside: what it names its uploads by. */
    outside: '',
    fate: {} as Fields,
    /** The reason that the next call to a path of this beginning is refused with. */
    refuse: null as { readonly path: string; readonly status: number; readonly reason: string } | null,
    /** Calls that are carried out and never answered. */
    mute: (_method: string, _path: string): boolean => false,
  };
  const uploads = createUploads((made) => {
    const id = randomBytes(8).toString('base64url');
    videos.push({
      id, bytes: made.bytes, mime: made.mime, notify: made.notify, uploadedAt: clock.now(), publishedAt: clock.now(), looksLeft: behave.looks, thumbnail: null,
      snippet: fieldsOf(made.resource['snippet']), status: { ...fieldsOf(made.resource['status']), uploadStatus: 'processed', ...behave.fate },
    });
    return id;
  }, (id) => shown(id, 'snippet,status'));

  const find = (id: unknown): StoredVideo | undefined => videos.find((one) => one.id === id);
  const shown = (id: string, part: string): Answer => {
    const video = find(id);
    return video === undefined ? refused(404, 'videoNotFound', 'The video cannot be found.') : { status: 200, body: videoShape(video, part, channel) };
  };
  /** What was due has come out. */
  const sweep = (): void => {
    for (const video of videos) {
      const at = Date.parse(String(video.status['publishAt'] ?? ''));
      if (!(at <= clock.now())) continue;
      const { publishAt: _gone, ...rest } = video.status;
      video.status = { ...rest, privacyStatus: 'public' };
      video.publishedAt = at;
    }
  };

  function update(resource: Fields, part: string): Answer {
    const video = find(resource['id']);
    if (video === undefined) return refused(404, 'videoNotFound', 'The video that you are trying to update cannot be found.');
    const [snippet, status] = [fieldsOf(resource['snippet']), fieldsOf(resource['status'])];
    const parts = part.split(',');
    if (parts.includes('snippet')) {
      const title = String(snippet['title'] ?? '');
      if (title === '' || [...title].length > 100 || /[<>]/.test(title)) return refused(400, 'invalidTitle', 'The request metadata specifies an invalid or empty video title.');
      if (Buffer.byteLength(String(snippet['description'] ?? '')) > 5000) return refused(400, 'invalidDescription', 'The request metadata specifies an invalid video description.');
      if (snippet['categoryId'] === undefined) return refused(400, 'invalidCategoryId', 'The snippet.categoryId property is required.');
      video.snippet = snippet;
    }
    if (parts.includes('status')) {
      const { publishAt } = status;
      if (publishAt !== undefined && (status['privacyStatus'] !== 'private' || !(Date.parse(String(publishAt)) > clock.now()) || video.status['privacyStatus'] !== 'private')) return refused(400, 'invalidPublishAt', 'The request metadata specifies an invalid scheduled publishing time.');
      const before = video.status['privacyStatus'];
      const { publishAt: _at, ...locked } = status;
      video.status = { uploadStatus: video.status['uploadStatus'], ...(behave.audited ? status : { ...locked, privacyStatus: 'private' }) };
      if (before === 'private' && video.status['privacyStatus'] !== 'private') video.publishedAt = clock.now();
    }
    return shown(video.id, part);
  }

  function page<T>(kind: string, all: readonly T[], query: URLSearchParams, shape: (one: T) => unknown): Answer {
    const from = Number(query.get('pageToken') ?? '0');
    const size = Math.min(Number(query.get('maxResults') ?? '5'), behave.pageSize);
    return list(kind, all.slice(from, from + size).map(shape), from + size < all.length ? String(from + size) : null);
  }

  function api(method: string, url: URL, raw: Buffer, headers: http.IncomingHttpHeaders): Answer {
    const query = url.searchParams;
    if (url.pathname === '/token') return oauth.token(new URLSearchParams(raw.toString()));
    if (url.pathname === '/revoke') return oauth.revoke();
    if (!oauth.isAlive(headers.authorization)) return refused(401, 'authError', 'Invalid Credentials', 'global');
    const bytesGo = url.pathname.startsWith('/upload/');
    const path = url.pathname.replace(/^\/upload/, '').replace('/youtube/v3', '');
    const { refuse } = behave;
    if (refuse !== null && path.startsWith(refuse.path) && method !== 'GET') {
      behave.refuse = null;
      return refused(refuse.status, refuse.reason, `Refused: ${refuse.reason}`);
    }
    const part = query.get('part') ?? '';
    const json = (): Fields => fieldsOf(JSON.parse(raw.toString()));
    sweep();
    switch (`${method} ${bytesGo ? 'bytes ' : ''}${path}`) {
      case 'GET /channels': return list('youtube#channelListResponse', behave.hasChannel ? [channelShape(channel)] : []);
      case 'POST bytes /videos': return uploads.begin(url, behave.outside || origin, headers, json());
      case 'PUT bytes /videos': return uploads.put(url, headers, raw);
      case 'GET /videos': {
        const found = (query.get('id') ?? '').split(',').flatMap((id) => find(id) ?? []);
        const answer = list('youtube#videoListResponse', found.map((video) => videoShape(video, part, channel)));
        for (const video of found) video.looksLeft -= 1;
        return answer;
      }
      case 'PUT /videos': return update(json(), part);
      case 'DELETE /videos': {
        if (find(query.get('id')) === undefined) return refused(404, 'videoNotFound', 'The video that you are trying to delete cannot be found.');
        videos = videos.filter(({ id }) => id !== query.get('id'));
        return { status: 204 };
      }
      case 'POST bytes /thumbnails/set': {
        const video = find(query.get('videoId'));
        if (video === undefined) return refused(404, 'videoNotFound', 'The video cannot be found.');
        if (!behave.mayThumbnail) return refused(403, 'forbidden', 'The thumbnail can’t be set for the specified video.', 'youtube.thumbnail');
        video.thumbnail = { mime: String(headers['content-type']), bytes: raw.length };
        return { status: 200, body: { kind: 'youtube#thumbnailSetResponse', etag: 'e', items: [{ default: { url: 'https://i.example/d.jpg', width: 120, height: 90 } }] } };
      }
      case 'POST bytes /captions': {
        const [, boundary = ''] = /boundary=(\S+)/.exec(headers['content-type'] ?? '') ?? [];
        const [, about = '', file = ''] = raw.toString().split(`--${boundary}`).map((one) => one.split('\r\n\r\n').slice(1).join('\r\n\r\n').replace(/\r\n$/, ''));
        const snippet = fieldsOf(fieldsOf(JSON.parse(about))['snippet']);
        if (!file.includes('-->')) return refused(400, 'invalidMetadata', 'The request contains invalid metadata values.', 'youtube.caption');
        const made = { id: `cap-${captions.length + 1}`, videoId: String(snippet['videoId']), language: String(snippet['language']), file };
        captions.push(made);
        return { status: 200, body: { kind: 'youtube#caption', etag: 'e', id: made.id, snippet: { videoId: made.videoId, language: made.language, name: '', trackKind: 'standard', isDraft: false } } };
      }
      case 'GET /captions': return { status: 200, body: { kind: 'youtube#captionListResponse', etag: 'e', items: captions.filter((one) => one.videoId === query.get('videoId')).map(({ id, language, videoId }) => ({ kind: 'youtube#caption', id, snippet: { videoId, language, name: '', trackKind: 'standard' } })) } };
      case 'GET /playlists': return page('youtube#playlistListResponse', playlists, query, ({ id, title }) => ({ kind: 'youtube#playlist', id, snippet: { title, description: '', channelId: channel.id } }));
      case 'POST /playlists': {
        const made = { id: `PL${randomBytes(6).toString('hex')}`, title: String(fieldsOf(json()['snippet'])['title']) };
        playlists.push(made);
        return { status: 200, body: { kind: 'youtube#playlist', id: made.id, snippet: { title: made.title, description: '', channelId: channel.id } } };
      }
      case 'GET /playlistItems': {
        const id = query.get('playlistId') ?? '';
        const inList = id === channel.uploads ? videos.toReversed() : videos.filter((video) => placed.some((one) => one.playlistId === id && one.videoId === video.id));
        const wanted = query.get('videoId');
        return page('youtube#playlistItemListResponse', wanted === null ? inList : inList.filter((video) => video.id === wanted), query, (video) => itemShape(id, video));
      }
      case 'POST /playlistItems': {
        const snippet = fieldsOf(json()['snippet']);
        const video = find(fieldsOf(snippet['resourceId'])['videoId']);
        const playlistId = String(snippet['playlistId']);
        if (!playlists.some(({ id }) => id === playlistId)) return refused(404, 'playlistNotFound', 'The playlist cannot be found.', 'youtube.playlistItem');
        if (video === undefined) return refused(404, 'videoNotFound', 'Video not found.', 'youtube.playlistItem');
        placed.push({ playlistId, videoId: video.id });
        return { status: 200, body: itemShape(playlistId, video) };
      }
      case 'GET /commentThreads': return page('youtube#commentThreadListResponse', comments.all.filter(({ hidden }) => hidden !== true).toReversed(), query, (comment) => threadShape(comment, channel));
      case 'POST /comments': return comments.reply(fieldsOf(json()['snippet']));
      case 'POST /comments/setModerationStatus': return comments.moderate(query.get('id'), query.get('moderationStatus'));
      case 'DELETE /comments': return comments.remove(query.get('id'));
      default: return refused(404, 'notFound', `${method} ${path}`, 'global');
    }
  }

  const server = http.createServer((request, response) => {
    void (async () => {
      const raw = await readAll(request);
      const url = new URL(request.url ?? '/', 'http://youtube');
      const answer = url.pathname === '/o/oauth2/v2/auth' ? oauth.authorize(url.searchParams) : api(request.method ?? '', url, raw, request.headers);
      if (behave.mute(request.method ?? '', url.pathname)) return;
      response.writeHead(answer.status, { date: new Date(clock.now()).toUTCString(), ...(answer.body === undefined ? {} : { 'content-type': 'application/json' }), ...answer.headers });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    })();
  });
  origin = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  return {
    url: origin, channel, app, oauth, uploads, behave, comments: comments.all, captions, playlists, placed,
    get videos(): readonly StoredVideo[] { sweep(); return videos; },
    /** A person deletes it by hand. */
    drop: (id: string) => { videos = videos.filter((one) => one.id !== id); },
    /** A person uploads it by hand. */
    plant: (title: string, description: string, status: Fields, at: number): string => {
      const id = randomBytes(8).toString('base64url');
      videos.push({ id, bytes: Buffer.alloc(1), mime: 'video/mp4', notify: true, uploadedAt: at, publishedAt: at, looksLeft: 0, thumbnail: null, snippet: { title, description }, status: { uploadStatus: 'processed', ...status } });
      return id;
    },
    close: (): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}
export type YoutubeServer = Awaited<ReturnType<typeof startYoutube>>;
