import type { Clock, Millis } from '#core/clock';
import { DAY } from '#core/clock';
import { type Answer, problem } from './shapes';

export interface XMedia {
  readonly id: string;
  readonly category: string;
  readonly total: number;
  readonly chunks: Map<number, number>;
  readonly bytes: Map<number, Uint8Array>;
  alt: string | null;
  finished: boolean;
  looksLeft: number;
  readonly until: Millis;
}

/** Bytes that each kind may have. */
const videoOrGif: Readonly<Record<string, number>> = { tweet_gif: 15_728_640, tweet_video: 536_870_912 };

/** Simple and chunked upload, processing, alt text. */
export function createXMedia(clock: Clock, nextId: () => string) {
  const all = new Map<string, XMedia>();
  const add = (category: string, total: number, finished: boolean, looksLeft: number): XMedia => {
    const made: XMedia = { id: nextId(), category, total, chunks: new Map(), bytes: new Map(), alt: null, finished, looksLeft, until: clock.now() + DAY };
    all.set(made.id, made);
    return made;
  };
  const told = (one: XMedia, more: Readonly<Record<string, unknown>> = {}): Answer => ({ status: 200, body: { data: { id: one.id, media_key: `3_${one.id}`, expires_after_secs: 86_400, size: one.total, ...more } } });
  const unknown = (): Answer => problem(400, 'Invalid Request', 'One or more parameters to your request was invalid: media id', 'invalid-request');

  return {
    all,
    /** Uploads that end from now on are worked on for this many looks. */
    processingLooks: 0,
    processingFails: false,
    ready: (id: string): boolean => {
      const one = all.get(id);
      return one !== undefined && one.finished && one.looksLeft === 0 && one.until > clock.now();
    },
    simple: (form: FormData): Answer => {
      const file = form.get('media');
      if (!(file instanceof Blob) || form.get('media_category') !== 'tweet_image') return problem(400, 'Invalid Request', 'media or media_category is missing', 'invalid-request');
      if (file.size > 5_242_880) return problem(413, 'Payload Too Large', 'Media is too large', 'invalid-request');
      return told(add('tweet_image', file.size, true, 0));
    },
    initialize: (fields: Readonly<Record<string, unknown>>): Answer => {
      const limit = videoOrGif[String(fields['media_category'])];
      if (limit === undefined || Number(fields['total_bytes']) > limit) return problem(400, 'Invalid Request', 'media_category or total_bytes is not valid', 'invalid-request');
      const one = add(String(fields['media_category']), Number(fields['total_bytes']), false, 0);
      return { status: 200, body: { data: { id: one.id, media_key: `3_${one.id}`, expires_after_secs: 86_400 } } };
    },
    append: async (id: string, form: FormData): Promise<Answer> => {
      const one = all.get(id);
      const file = form.get('media');
      if (one === undefined || !(file instanceof Blob)) return unknown();
      if (file.size > 5_242_880 || Number(form.get('segment_index')) > 999) return problem(400, 'Invalid Request', 'The segment is too large', 'invalid-request');
      one.chunks.set(Number(form.get('segment_index')), file.size);
      one.bytes.set(Number(form.get('segment_index')), new Uint8Array(await file.arrayBuffer()));
      return { status: 200, body: { data: { expires_at: Math.floor(one.until / 1000) } } };
    },
    finalize(id: string): Answer {
      const one = all.get(id);
      if (one === undefined) return unknown();
      const got = [...one.chunks.values()].reduce((sum, size) => sum + size, 0);
      if (got !== one.total) return problem(400, 'Invalid Request', `Segments do not add up to provided total file size of media: ${got} of ${one.total}`, 'invalid-request');
      one.finished = true;
      one.looksLeft = this.processingLooks;
      return told(one, { processing_info: one.looksLeft > 0 ? { state: 'pending', check_after_secs: 1 } : { state: 'succeeded', progress_percent: 100 } });
    },
    status(id: string): Answer {
      const one = all.get(id);
      if (one === undefined) return unknown();
      if (one.looksLeft > 0) one.looksLeft -= 1;
      const state = one.looksLeft > 0 ? 'in_progress' : this.processingFails ? 'failed' : 'succeeded';
      return told(one, { processing_info: { state, progress_percent: 50, ...(state === 'in_progress' ? { check_after_secs: 1 } : {}) } });
    },
    metadata: (fields: Readonly<Record<string, unknown>>): Answer => {
      const one = all.get(String(fields['id']));
      if (one === undefined) return unknown();
      one.alt = String(Object(Object(Object(fields['metadata'])['alt_text']))['text']);
      return { status: 200, body: { data: { id: one.id, associated_metadata: fields['metadata'] } } };
    },
  };
}
