import { type Clock, HOUR, type Millis, MINUTE, SECOND } from '#core/clock';
import type { ThreadsOptions } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import { isGone } from '../http/read-error';
import { type ContainerLook, untilContainerReady } from '../meta-graph/container';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, OutgoingPart, PublishContext } from '../ports/publish';
import { containerAnswer, madeAnswer } from './api-types';
import type { ThreadsClient, ThreadsDeps } from './client';
import { fieldsOf } from './draft';
import { containerStep, readContainer, type SavedContainer } from './steps';

/** Threads keeps a container for 24 hours. */
const LIFE: Millis = 22 * HOUR;
/** Text is ready at once, a picture within about thirty seconds; asked once a minute at most is Meta's advice for videos, for five minutes. */
const PATIENCE = { firstPause: 2 * SECOND, longestPause: 30 * SECOND, longest: 5 * MINUTE } as const;

const NO_HOST: ConnectorError = { type: 'rejected', reason: 'media-invalid', detail: 'Threads fetches pictures from a public address, and this account has no media host. Post it without pictures' };

export type Containers = ReturnType<typeof createContainers>;

/** The step before publishing. A container is not public and ends by itself, so one that gets lost does no harm. */
export function createContainers(client: ThreadsClient, clock: Clock, mediaHost: ThreadsDeps['mediaHost']) {
  async function look({ session, signal }: Pick<PublishContext, 'session' | 'signal'>, id: string): Promise<Result<ContainerLook, ConnectorError>> {
    const answer = await client.read(session, { method: 'GET', path: `/${encodeURIComponent(id)}`, query: { fields: 'id,status,error_message' }, effect: 'reads', signal }, containerAnswer);
    if (answer.ok) return ok({ state: answer.value.status, words: answer.value.error_message });
    return isGone(answer.error) ? ok({ state: 'GONE', words: '' }) : answer;
  }

  const ready = (context: PublishContext, id: string) =>
    untilContainerReady({ ...PATIENCE, clock, signal: context.signal, network: 'Threads', isBadMedia: (words) => /image|media|url/i.test(words) }, () => look(context, id));

  const make = async ({ session, signal }: PublishContext, query: Readonly<Record<string, string>>): Promise<Result<string, ConnectorError>> => {
    const made = await client.read(session, { method: 'POST', path: '/me/threads', query, effect: 'reads', signal }, madeAnswer);
    return made.ok ? ok(made.value.id) : made;
  };

  /** Puts the pictures where Threads can fetch them, and says how they go into the container. */
  async function pictures(context: PublishContext, media: readonly OutgoingMedia[], urls: string[]): Promise<Result<Readonly<Record<string, string>>, ConnectorError>> {
    if (media.length === 0) return ok({ media_type: 'TEXT' });
    const host = mediaHost?.(context.session.accountId) ?? null;
    if (host === null) return err(NO_HOST);
    const items: Readonly<Record<string, string>>[] = [];
    for (const one of media) {
      const offered = await host.offer(one, context.signal);
      if (!offered.ok) return offered;
      urls.push(offered.value);
      items.push({ media_type: 'IMAGE', image_url: offered.value, ...(one.alt === '' ? {} : { alt_text: one.alt }) });
    }
    const [only] = items;
    if (only !== undefined && items.length === 1) return ok(only);
    const children: string[] = [];
    for (const item of items) {
      const child = await make(context, { ...item, is_carousel_item: 'true' });
      if (!child.ok) return child;
      const able = await ready(context, child.value);
      if (!able.ok) return err(able.error.error);
      children.push(child.value);
    }
    return ok({ media_type: 'CAROUSEL', children: children.join(',') });
  }

  /**
   * The container of a part, ready to be published: the saved one when it is of the same words and still young.
   * Never called for a part whose publishing was begun and is not known to have failed.
   */
  async function bring(context: PublishContext, p: number, part: OutgoingPart, options: ThreadsOptions, replyTo: string | null): Promise<Result<SavedContainer, ConnectorError>> {
    const fields = fieldsOf(part, options, replyTo);
    const print = JSON.stringify([fields, part.media.map(({ assetId, alt }) => [assetId, alt])]);
    let saved = readContainer(context, p);
    if (saved !== null && (saved.print !== print || clock.now() - saved.at > LIFE)) saved = null;
    if (saved === null) {
      const urls: string[] = [];
      const media = await pictures(context, part.media, urls);
      if (!media.ok) return media;
      const made = await make(context, { ...media.value, ...fields });
      if (!made.ok) return made;
      saved = { id: made.value, at: clock.now(), print, ready: false, urls };
      context.save(containerStep(p), saved);
    }
    if (saved.ready) return ok(saved);
    const able = await ready(context, saved.id);
    if (!able.ok) {
      if (able.error.drop) context.save(containerStep(p), null);
      return err(able.error.error);
    }
    saved = { ...saved, ready: true };
    context.save(containerStep(p), saved);
    return ok(saved);
  }

  return {
    look,
    bring,
    /** Pictures of any part, and no place for them: said before the first part goes out. */
    homeless: ({ session, outgoing }: PublishContext): ConnectorError | null =>
      outgoing.parts.some(({ media }) => media.length > 0) && (mediaHost?.(session.accountId) ?? null) === null ? NO_HOST : null,
    /** The pictures of a part that is out are not needed any longer. */
    tidy: async ({ session, signal }: PublishContext, { urls }: SavedContainer): Promise<void> => {
      const host = urls.length === 0 ? null : (mediaHost?.(session.accountId) ?? null);
      if (host !== null) for (const url of urls) await host.withdraw(url, signal);
    },
  };
}
