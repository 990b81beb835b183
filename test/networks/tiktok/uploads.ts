import { randomBytes } from 'node:crypto';
import type http from 'node:http';
import type { Clock, Millis } from '#core/clock';
import { HOUR } from '#core/clock';
import { type Answer, type PostInfo, refused, said, type Source } from './answers';

export interface StoredUpload {
  readonly publishId: string;
  readonly token: string;
  readonly info: PostInfo | null;
  readonly source: Source;
  readonly until: Millis;
  readonly pieces: Buffer[];
  /** Of the last byte. */
  wholeAt: Millis | null;
  looksLeft: number;
  failed: string | null;
  postId: string | null;
}

const MOST_LAST = 134_217_728;

/** Uploads by TikTok's rules of chunks: in their order, none smaller than the least, the last one up to twice as large. */
export function createTiktokUploads(clock: Clock, done: (upload: StoredUpload) => void) {
  const all: StoredUpload[] = [];
  const received = ({ pieces }: StoredUpload): number => pieces.reduce((sum, piece) => sum + piece.length, 0);

  return {
    all,
    received,
    /** The least and the most bytes of a chunk. */
    least: 5_242_880, most: 67_108_864,
    /** A chunk that is there already: it is refused, or taken as it is. */
    again: 'refused' as 'refused' | 'taken',
    /** Whether the status says how many bytes are there. */
    tells: true,
    begin(info: PostInfo | null, source: Source, outside: string): Answer {
      const { video_size: size, chunk_size: chunk, total_chunk_count: count } = source;
      const last = size - (count - 1) * chunk;
      const fits = chunk === size ? count === 1 && size <= this.most : chunk >= this.least && chunk <= this.most && count === Math.floor(size / chunk) && last <= MOST_LAST;
      if (!fits || (size < this.least && chunk !== size)) return refused(400, 'invalid_params', 'The total chunk count is invalid');
      const serial = randomBytes(6).toString('hex');
      const upload: StoredUpload = {
        publishId: `${info === null ? 'v_inbox_file' : 'v_pub_file'}~v2-1.${serial}`, token: randomBytes(16).toString('hex'), info, source, until: clock.now() + HOUR, pieces: [], wholeAt: null, looksLeft: 0, failed: null, postId: null,
      };
      all.push(upload);
      return said({ publish_id: upload.publishId, upload_url: `${outside}/video/?upload_id=${serial}&upload_token=${upload.token}` });
    },
    put(url: URL, headers: http.IncomingHttpHeaders, raw: Buffer): Answer {
      const upload = all.find(({ token }) => token === url.searchParams.get('upload_token'));
      if (upload === undefined || upload.until <= clock.now()) return { status: 403 };
      const [, first = '', end = '', total = ''] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
      const { video_size: size, chunk_size: chunk, total_chunk_count: count } = upload.source;
      const [from, to] = [Number(first), Number(end) + 1];
      const have = received(upload);
      if (headers['content-type'] === undefined || total !== String(size) || to - from !== raw.length || headers['content-length'] !== String(raw.length)) return { status: 400 };
      const index = from / chunk;
      if (index >= count || !Number.isInteger(index) || to !== (index === count - 1 ? size : from + chunk)) return { status: 416 };
      if (from !== have) return from < have && this.again === 'taken' ? { status: have === size ? 201 : 206, headers: { 'content-range': `bytes 0-${have - 1}/${size}` } } : { status: 416 };
      upload.pieces.push(raw);
      if (to < size) return { status: 206, headers: { 'content-range': `bytes 0-${to - 1}/${size}` } };
      upload.wholeAt = clock.now();
      done(upload);
      return { status: 201, headers: { 'content-range': `bytes 0-${to - 1}/${size}` } };
    },
    status(publishId: string): Answer {
      const upload = all.find((one) => one.publishId === publishId);
      if (upload === undefined) return refused(400, 'invalid_publish_id');
      const bytes = this.tells ? { uploaded_bytes: received(upload) } : {};
      if (upload.wholeAt === null || upload.looksLeft > 0) {
        if (upload.wholeAt !== null) upload.looksLeft -= 1;
        return said({ status: 'PROCESSING_UPLOAD', ...bytes });
      }
      if (upload.failed !== null) return said({ status: 'FAILED', fail_reason: upload.failed, ...bytes });
      if (upload.info === null) return said({ status: 'SEND_TO_USER_INBOX', ...bytes });
      return said({ status: 'PUBLISH_COMPLETE', ...(upload.postId === null ? {} : { publicaly_available_post_id: [upload.postId] }), ...bytes });
    },
  };
}
