import { type Clock, HOUR, type Millis, MINUTE, SECOND } from '#core/clock';
import type { ThreadsOptions } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import { isGone } from '../http/read-error';
import { type ContainerLook, untilContainerReady } from '../meta-graph/container';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, OutgoingPart, PublishContext } from '../ports/publish';
import { mediaStep } from '../publishing/saved-media';
import { containerAnswer, madeAnswer } from './api-types';
import type { ThreadsClient, ThreadsDeps } from './client';
import { fieldsOf } from './draft';
import { containerStep, forgetContainer, readStep, type SavedContainer } from './steps';

/** Threads keeps a container for 24 hours. */
const LIFE: Millis = 22 * HOUR;
/** Text is ready at once, a picture within about thirty seconds. */
const PATIENCE = { firstPause: 2 * SECOND, longestPause: 30 * SECOND, longest: 5 * MINUTE } as const;
/** Once a minute for five minutes is what Meta advises; the first looks come sooner, and a long video takes longer. */
const VIDEO_PATIENCE = { firstPause: 2 * SECOND, longestPause: MINUTE, longest: 10 * MINUTE } as const;

const NO_HOST: ConnectorError = { type: 'rejected', reason: 'media-invalid', detail: 'Threads fetches pictures and videos from a public address, and this account has no media host. Post it without them' };
const isVideo = ({ kind }: Pick<OutgoingMedia, 'kind'>): boolean => kind === 'video';

/** What a container is made of, and where its media lie. */
interface Making {
  readonly query: Readonly<Record<string, string>>;
  readonly urls: readonly string[];
}

export type Containers = ReturnType<typeof createContainers>;

/** The step before publishing. A container is not public and ends by itself, so one that gets lost does no harm. */
export function createContainers(client: ThreadsClient, clock: Clock, mediaHost: ThreadsDeps['mediaHost']) {
  async function look({ session, signal }: Pick<PublishContext, 'session' | 'signal'>, id: string): Promise<Result<ContainerLook, ConnectorError>> {
    const answer = await client.read(session, { method: 'GET', path: `/${encodeURIComponent(id)}`, query: { fields: 'id,status,error_message' }, effect: 'reads', signal }, containerAnswer);
    if (answer.ok) return ok({ state: answer.value.status, words: answer.value.error_message });
    return isGone(answer.error) ? ok({ state: 'GONE', words: '' }) : answer;
  }

  const ready = (context: PublishContext, id: string, slow: boolean) =>
    untilContainerReady({ ...(slow ? VIDEO_PATIENCE : PATIENCE), clock, signal: context.signal, network: 'Threads', isBadMedia: (words) => /image|media|url|video/i.test(words) }, () => look(context, id));

  /**
   * The container of this step, ready: the saved one when it is made of the same and still young. Each is saved as soon as Threads has made it.
   * @param slow it has a video, which Threads works on for minutes
   * @param make says what it is made of, and puts the media where they can be fetched
   */
  async function bringStep(context: PublishContext, at: { readonly step: string; readonly print: string; readonly slow: boolean; readonly forget: () => void }, make: () => Promise<Result<Making, ConnectorError>>): Promise<Result<SavedContainer, ConnectorError>> {
    let saved = readStep(context, at.step);
    if (saved !== null && (saved.print !== at.print || clock.now() - saved.at > LIFE)) saved = null;
    if (saved === null) {
      const making = await make();
      if (!making.ok) return making;
      const { session, signal } = context;
      const made = await client.read(session, { method: 'POST', path: '/me/threads', query: making.value.query, effect: 'reads', signal }, madeAnswer);
      if (!made.ok) return made;
      saved = { id: made.value.id, at: clock.now(), print: at.print, ready: false, urls: [...making.value.urls] };
      context.save(at.step, saved);
    }
    if (saved.ready) return ok(saved);
    const able = await ready(context, saved.id, at.slow);
    if (!able.ok) {
      if (able.error.drop) at.forget();
      return err(able.error.error);
    }
    saved = { ...saved, ready: true };
    context.save(at.step, saved);
    return ok(saved);
  }

  /** Puts one picture or video where Threads can fetch it, and says how it goes into a container. */
  async function offered(context: PublishContext, media: OutgoingMedia): Promise<Result<Making, ConnectorError>> {
    const host = mediaHost?.(context.session.accountId) ?? null;
    if (host === null) return err(NO_HOST);
    const at = await host.offer(media, context.signal);
    if (!at.ok) return at;
    const where = isVideo(media) ? { media_type: 'VIDEO', video_url: at.value } : { media_type: 'IMAGE', image_url: at.value };
    return ok({ query: { ...where, ...(media.alt === '' ? {} : { alt_text: media.alt }) }, urls: [at.value] });
  }

  /** What the media of a part add to its container. Those of a carousel have containers of their own, each kept, so that a wait for a video costs no other. */
  async function makingOf(context: PublishContext, p: number, part: OutgoingPart): Promise<Result<Making, ConnectorError>> {
    const [only, ...more] = part.media;
    if (only === undefined) return ok({ query: { media_type: 'TEXT' }, urls: [] });
    if (more.length === 0) return offered(context, only);
    const children: SavedContainer[] = [];
    for (const [m, media] of part.media.entries()) {
      const step = mediaStep(p, m, media);
      const child = await bringStep(context, { step, print: JSON.stringify([media.assetId, media.alt]), slow: isVideo(media), forget: () => { context.save(step, null); } }, async () => {
        const making = await offered(context, media);
        return making.ok ? ok({ ...making.value, query: { ...making.value.query, is_carousel_item: 'true' } }) : making;
      });
      if (!child.ok) return child;
      children.push(child.value);
    }
    return ok({ query: { media_type: 'CAROUSEL', children: children.map(({ id }) => id).join(',') }, urls: children.flatMap(({ urls }) => urls) });
  }

  /**
   * The container of a part, ready to be published.
   * Never called for a part whose publishing was begun and is not known to have failed.
   */
  function bring(context: PublishContext, p: number, part: OutgoingPart, options: ThreadsOptions, replyTo: string | null): Promise<Result<SavedContainer, ConnectorError>> {
    const fields = fieldsOf(part, options, replyTo);
    const print = JSON.stringify([fields, part.media.map(({ assetId, alt }) => [assetId, alt])]);
    return bringStep(context, { step: containerStep(p), print, slow: part.media.some(isVideo), forget: () => { forgetContainer(context, p, part); } }, async () => {
      const making = await makingOf(context, p, part);
      return making.ok ? ok({ ...making.value, query: { ...making.value.query, ...fields } }) : making;
    });
  }

  return {
    look,
    bring,
    /** Media of any part, and no place for them: said before the first part goes out. */
    homeless: ({ session, outgoing }: PublishContext): ConnectorError | null =>
      outgoing.parts.some(({ media }) => media.length > 0) && (mediaHost?.(session.accountId) ?? null) === null ? NO_HOST : null,
    /** The media of a part that is out are not needed any longer. */
    tidy: async ({ session, signal }: PublishContext, { urls }: SavedContainer): Promise<void> => {
      const host = urls.length === 0 ? null : (mediaHost?.(session.accountId) ?? null);
      if (host !== null) for (const url of urls) await host.withdraw(url, signal);
    },
  };
}
