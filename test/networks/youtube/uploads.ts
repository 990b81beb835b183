import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, refused } from './answers';

const STEP = 262_144;

interface Session { readonly resource: Readonly<Record<string, unknown>>; readonly notify: boolean; readonly total: number; readonly mime: string; held: Buffer; made: string | null }
type Made = Omit<Session, 'held' | 'made' | 'total'> & { readonly bytes: Buffer };

/** Google's resumable uploads: an address for each, 308 with the range that has arrived, a video once all is there. */
export function createUploads(make: (made: Made) => string, show: (id: string) => Answer) {
  const sessions = new Map<string, Session>();
  let received = 0;
  return {
    /** Bytes that it keeps of each piece, at most: the rest is asked for again. */
    keeps: Number.POSITIVE_INFINITY,
    begun: () => sessions.size,
    /** Bytes of videos that came in, kept or not. */
    received: () => received,
    forget: () => sessions.clear(),
    begin(url: URL, origin: string, headers: IncomingHttpHeaders, resource: Readonly<Record<string, unknown>>): Answer {
      const total = Number(headers['x-upload-content-length']);
      const mime = String(headers['x-upload-content-type'] ?? '');
      if (!Number.isSafeInteger(total) || total <= 0 || !/^(video\/|application\/octet-stream$)/.test(mime)) return refused(400, 'mediaBodyRequired', 'The request does not include the video content.');
      const id = randomBytes(24).toString('base64url');
      sessions.set(id, { resource, notify: url.searchParams.get('notifySubscribers') !== 'false', total, mime, held: Buffer.alloc(0), made: null });
      return { status: 200, headers: { location: `${origin}/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status&upload_id=${id}` } };
    },
    put(url: URL, headers: IncomingHttpHeaders, raw: Buffer): Answer {
      received += raw.length;
      const session = sessions.get(url.searchParams.get('upload_id') ?? '');
      if (session === undefined) return { status: 404, body: 'Not Found' };
      if (session.made !== null) return show(session.made);
      const said = /^bytes (?:\*|(\d+)-(\d+))\/(\d+)$/.exec(headers['content-range'] ?? '');
      if (said === null || Number(said[3]) !== session.total) return refused(400, 'badContent', 'Content-Range does not fit', 'global');
      const more = (): Answer => ({ status: 308, headers: session.held.length === 0 ? {} : { range: `bytes=0-${session.held.length - 1}` } });
      if (said[1] === undefined) return more();
      const [from, to] = [Number(said[1]), Number(said[2]) + 1];
      const last = to === session.total;
      if (from !== session.held.length || to - from !== raw.length || (!last && raw.length % STEP !== 0)) return refused(400, 'badContent', `bytes ${from} to ${to} do not go on from ${session.held.length}`, 'global');
      const kept = raw.length > this.keeps ? raw.subarray(0, Math.floor(this.keeps / STEP) * STEP) : raw;
      session.held = Buffer.concat([session.held, kept]);
      if (session.held.length < session.total) return more();
      const { resource, notify, mime } = session;
      session.made = make({ resource, notify, mime, bytes: session.held });
      session.held = Buffer.alloc(0);
      return show(session.made);
    },
  };
}
