import { z } from 'zod';
import type { Clock } from '#core/clock';
import { type Answer, refuse } from './answers';

const digits = z.string().regex(/^\d+$/);
const picture = { content_type: z.enum(['image/jpeg', 'image/png']), data: z.base64().min(1) };
const mediaSource = z.discriminatedUnion('source_type', [
  z.strictObject({ source_type: z.literal('image_base64'), ...picture }),
  z.strictObject({ source_type: z.literal('video_id'), media_id: digits, cover_image_key_frame_time: z.int().min(0).optional(), cover_image_url: z.url().optional() }),
  z.strictObject({ source_type: z.literal('multiple_image_base64'), index: z.int().min(0).optional(), items: z.array(z.strictObject(picture)).min(2).max(5) }),
]);
const pinCreate = z.strictObject({
  board_id: digits, board_section_id: digits.optional(), title: z.string().max(100).optional(), description: z.string().max(800).optional(), link: z.url().max(2048).optional(),
  alt_text: z.string().max(500).optional(), dominant_color: z.string().regex(/^#[0-9A-Fa-f]{6}$/).optional(), media_source: mediaSource,
});
const pinUpdate = z.strictObject({
  board_id: digits.optional(), board_section_id: digits.nullable().optional(), title: z.string().max(100).nullable().optional(), description: z.string().max(800).nullable().optional(),
  link: z.url().max(2048).nullable().optional(), alt_text: z.string().max(500).nullable().optional(),
});
const named = z.strictObject({ name: z.string().min(1).max(180) });

export interface Pin {
  readonly id: string;
  readonly board_id: string;
  readonly board_section_id: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly link: string | null;
  readonly alt_text: string | null;
  readonly dominant_color: string | null;
  readonly created_at: string;
  readonly pictures: number;
  /** The media id of its video. */
  readonly video: string | null;
  readonly cover: number | null;
}
interface Place { readonly id: string; readonly name: string; readonly board: string | null }

/** Boards, sections and Pins of one account. @param mayPin whether a video is there and worked on */
export function createPins(clock: Clock, mayPin: (media: string) => boolean) {
  const pins: Pin[] = [];
  const places: Place[] = [{ id: '700001', name: 'Tableware', board: null }, { id: '700002', name: 'Workshop', board: null }, { id: '800001', name: 'Bowls', board: '700001' }];
  let last = 900_000;
  const next = (): string => String((last += 1));

  const shown = ({ pictures, video, cover: _cover, ...pin }: Pin, metrics = false) => ({
    ...pin, is_owner: true, creative_type: video !== null ? 'VIDEO' : pictures > 1 ? 'CAROUSEL' : 'REGULAR', board_owner: { username: 'harrowandclay' },
    media: video !== null ? { media_type: 'video', cover_image_url: 'https://i.pinimg.example/cover.jpg', duration: null } : pictures > 1 ? { media_type: 'multiple_images', items: Array.from({ length: pictures }, () => ({ item_type: 'image' })) } : { media_type: 'image', images: {} },
    ...(metrics ? { pin_metrics: { lifetime_metrics: { impression: 210, pin_click: 7, clickthrough: 3, reaction: 10, comment: 2, save: 4 } } } : {}),
  });
  const page = (all: readonly unknown[], url: URL): Answer => {
    const size = Number(url.searchParams.get('page_size') ?? '25');
    const from = Number(url.searchParams.get('bookmark') ?? '0');
    if (size < 1 || size > 250) return refuse(400, 1, 'Invalid page_size');
    return { status: 200, json: { items: all.slice(from, from + size), bookmark: from + size < all.length ? String(from + size) : null } };
  };
  const plant = (pin: Partial<Pin>): Pin => {
    const whole: Pin = {
      id: next(), board_id: '700001', board_section_id: null, title: null, description: null, link: null, alt_text: null, dominant_color: null,
      // Whole seconds and no zone, as Pinterest writes them in answers that people have shown; the schema's own form has one.
      created_at: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`, pictures: 1, video: null, cover: null, ...pin,
    };
    pins.unshift(whole);
    return whole;
  };

  function create(body: unknown): Answer {
    const read = pinCreate.safeParse(body);
    if (!read.success) return refuse(400, 1, `Invalid parameters: ${read.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
    const { media_source: source, ...rest } = read.data;
    const board = places.find((place) => place.id === rest.board_id && place.board === null);
    if (board === undefined) return refuse(404, 40, 'Board not found.');
    if (rest.board_section_id !== undefined && !places.some((place) => place.id === rest.board_section_id && place.board === board.id)) return refuse(404, 2031, 'Board section not found.');
    const { board_section_id = null, title = null, description = null, link = null, alt_text = null, dominant_color = null } = rest;
    const film = source.source_type === 'video_id' ? source : null;
    if (film !== null && !mayPin(film.media_id)) return refuse(400, 1, 'The media is not ready');
    if (film !== null && film.cover_image_key_frame_time === undefined && film.cover_image_url === undefined) return refuse(400, 1, 'A cover image is required for a video Pin');
    const made = plant({
      board_id: board.id, board_section_id, title, description, link, alt_text, dominant_color, pictures: source.source_type === 'multiple_image_base64' ? source.items.length : film === null ? 1 : 0,
      video: film?.media_id ?? null, cover: film?.cover_image_key_frame_time ?? null,
    });
    return { status: 201, json: shown(made) };
  }

  function change(pin: Pin, at: number, body: unknown): Answer {
    const read = pinUpdate.safeParse(body);
    if (!read.success) return refuse(400, 1, `Invalid parameters: ${read.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
    if (read.data.board_id !== undefined && !places.some((place) => place.id === read.data.board_id && place.board === null)) return refuse(404, 40, 'Board not found.');
    const changed: Pin = { ...pin, ...Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined)) };
    pins[at] = changed;
    return { status: 200, json: shown(changed) };
  }

  function inPlaces(method: string, board: string | null, url: URL, body: unknown): Answer {
    if (board !== null && !places.some((place) => place.id === board && place.board === null)) return refuse(404, 40, 'Board not found.');
    const bare = ({ id, name }: Place) => ({ id, name });
    if (method === 'GET') return page(places.filter((place) => place.board === board).map(bare), url);
    const read = named.safeParse(body);
    if (!read.success) return refuse(400, 1, 'Invalid parameters: name');
    if (places.some((place) => place.board === board && place.name === read.data.name)) return refuse(400, 58, 'You already have a board with this name.');
    const made = { id: next(), name: read.data.name, board };
    places.push(made);
    return { status: 201, json: bare(made) };
  }

  function handle(method: string, url: URL, body: unknown, scopes: readonly string[]): Answer {
    const [, , kind = '', id, sub, subId, leaf] = url.pathname.split('/');
    const needed = kind === 'user_account' ? 'user_accounts:read' : `${kind === 'boards' && leaf === undefined && sub !== 'pins' ? 'boards' : 'pins'}:${method === 'GET' ? 'read' : 'write'}`;
    if (!scopes.includes(needed)) return refuse(403, 3, `Your application is missing the scope ${needed}`);
    if (kind === 'user_account') return { status: 200, json: { id: '2783136121146311751', username: 'harrowandclay', account_type: 'BUSINESS', business_name: 'Harrow & Clay', follower_count: 412, profile_image: 'https://i.pinimg.example/clay.jpg' } };
    if (kind === 'boards') {
      if (id === undefined) return inPlaces(method, null, url, body);
      const board = places.find((place) => place.id === id && place.board === null);
      if (board === undefined) return refuse(404, 40, 'Board not found.');
      if (sub === 'pins') return page(pins.filter((pin) => pin.board_id === id).map((pin) => shown(pin)), url);
      if (sub === 'sections' && leaf === 'pins') return page(pins.filter((pin) => pin.board_section_id === subId).map((pin) => shown(pin)), url);
      if (sub === 'sections') return inPlaces(method, id, url, body);
    }
    if (kind === 'pins') {
      if (id === undefined) return method === 'POST' ? create(body) : refuse(405, 1, 'Method not allowed');
      const at = pins.findIndex((pin) => pin.id === id);
      const pin = pins[at];
      if (pin === undefined) return refuse(404, 50, 'Pin not found.');
      if (method === 'GET') return { status: 200, json: shown(pin, url.searchParams.get('pin_metrics') === 'true') };
      if (method === 'PATCH') return change(pin, at, body);
      if (method === 'DELETE') {
        pins.splice(at, 1);
        return { status: 204 };
      }
    }
    return refuse(404, 404, 'No such endpoint');
  }

  return { pins, plant, handle };
}
