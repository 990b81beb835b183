import { z } from 'zod';
import { type Clock, HOUR, type Millis, MINUTE, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { isGone } from '../http/read-error';
import { type ContainerLook, untilContainerReady } from '../meta-graph/container';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext } from '../ports/publish';
import { mediaStep } from '../publishing/saved-media';
import { containerAnswer, madeAnswer } from './api-types';
import type { InstagramClient } from './client';
import { type Draft, mediaFields, postFields } from './draft';
import { type Hosted, hosted, type Hosting } from './hosting';
import { isBadMedia } from './map-error';
import type { Upload } from './upload';

/** Instagram keeps a container for 24 hours. */
const LIFE: Millis = 22 * HOUR;
/** A picture is ready within seconds. Once a minute for five minutes is what Meta advises; the first looks come sooner, and a long video takes longer. */
const PATIENCE = { firstPause: 2 * SECOND, longestPause: MINUTE, longest: 10 * MINUTE } as const;

/** What is to be published, or one picture of it, as Instagram keeps it until then. */
const savedContainer = z.object({
  id: z.string(),
  /** When it was made, UTC ms. */
  at: z.number(),
  /** What it was made of. */
  print: z.string(),
  ready: z.boolean(),
  /** Where its pictures lie. */
  hosted: z.array(hosted),
});
export type SavedContainer = z.infer<typeof savedContainer>;

const STEP = 'container:0';
const readStep = ({ saved }: Pick<PublishContext, 'saved'>, step: string): SavedContainer | null => savedContainer.safeParse(saved[step]).data ?? null;
export const readContainer = (context: Pick<PublishContext, 'saved'>): SavedContainer | null => readStep(context, STEP);
/** Whether it can still be published is asked anew. */
export function doubtContainer(context: Pick<PublishContext, 'saved' | 'save'>): void {
  const container = readContainer(context);
  if (container !== null) context.save(STEP, { ...container, ready: false });
}
/** It is made anew next time, and its pictures with it. */
export function forgetContainer(context: Pick<PublishContext, 'save' | 'outgoing'>): void {
  context.save(STEP, null);
  for (const [m, media] of (context.outgoing.parts[0]?.media ?? []).entries()) context.save(mediaStep(0, m, media), null);
}

export type Containers = ReturnType<typeof createContainers>;

/** The step before publishing. A container is not public and ends by itself, so one that gets lost does no harm. */
export function createContainers(client: InstagramClient, clock: Clock, hosting: Hosting, upload: Upload) {
  async function look({ session, signal }: Pick<PublishContext, 'session' | 'signal'>, id: string): Promise<Result<ContainerLook, ConnectorError>> {
    const answer = await client.read(session, { method: 'GET', path: `/${encodeURIComponent(id)}`, fields: { fields: 'id,status_code,status' }, effect: 'reads', signal }, containerAnswer);
    if (answer.ok) return ok({ state: answer.value.status_code, words: answer.value.status });
    return isGone(answer.error) ? ok({ state: 'GONE', words: '' }) : answer;
  }

  const ready = (context: PublishContext, id: string) =>
    untilContainerReady({ ...PATIENCE, clock, signal: context.signal, network: 'Instagram', isBadMedia }, () => look(context, id));

  /**
   * The container of this step, ready: the saved one when it is made of the same and still young. Each is saved as soon as Instagram has made it.
   * @param video whose bytes it wants
   * @param make says what it is made of, and puts the pictures where they can be fetched
   */
  async function bring(context: PublishContext, step: string, print: string, video: OutgoingMedia | null, make: () => Promise<Result<{ readonly fields: Readonly<Record<string, string>>; readonly hosted: readonly Hosted[] }, ConnectorError>>): Promise<Result<SavedContainer, ConnectorError>> {
    let saved = readStep(context, step);
    if (saved !== null && (saved.print !== print || clock.now() - saved.at > LIFE)) saved = null;
    if (saved === null) {
      const makeUp = await make();
      if (!makeUp.ok) return makeUp;
      const { session, signal } = context;
      const made = await client.read(session, { method: 'POST', path: `/${session.remoteId}/media`, fields: makeUp.value.fields, effect: 'reads', signal }, madeAnswer);
      if (!made.ok) return made;
      saved = { id: made.value.id, at: clock.now(), print, ready: false, hosted: [...makeUp.value.hosted] };
      context.save(step, saved);
    }
    if (saved.ready) return ok(saved);
    const sent = video === null ? ok(null) : await upload(context, saved.id, video);
    if (!sent.ok) return sent;
    const able = await ready(context, saved.id);
    if (!able.ok) {
      if (able.error.drop) forgetContainer(context);
      return err(able.error.error);
    }
    saved = { ...saved, ready: true };
    context.save(step, saved);
    return ok(saved);
  }

  const isVideo = (media: OutgoingMedia | undefined): media is OutgoingMedia => media?.kind === 'video';
  const makings = async (context: PublishContext, draft: Draft, media: OutgoingMedia, m: number) => {
    if (isVideo(media)) return ok({ fields: mediaFields(draft, media, m, null), hosted: [] });
    const offered = await hosting.offer(context, media);
    return offered.ok ? ok({ fields: mediaFields(draft, media, m, offered.value.url), hosted: [offered.value] }) : offered;
  };
  const printOf = (draft: Draft, media: readonly OutgoingMedia[]): string => JSON.stringify([draft.part.text, draft.options, media.map(({ assetId, alt }) => [assetId, alt])]);

  async function carousel(context: PublishContext, draft: Draft): ReturnType<Parameters<typeof bring>[4]> {
    const children: SavedContainer[] = [];
    for (const [m, media] of draft.part.media.entries()) {
      const child = await bring(context, mediaStep(0, m, media), printOf(draft, [media]), isVideo(media) ? media : null, async () => {
        const made = await makings(context, draft, media, m);
        return made.ok ? ok({ ...made.value, fields: { ...made.value.fields, is_carousel_item: 'true' } }) : made;
      });
      if (!child.ok) return child;
      children.push(child.value);
    }
    return ok({ fields: { media_type: 'CAROUSEL', children: children.map(({ id }) => id).join(','), ...postFields(draft) }, hosted: children.flatMap((child) => child.hosted) });
  }

  return {
    look,
    /** Never called when publishing was begun and is not known to have failed. */
    bring: (context: PublishContext, draft: Draft): Promise<Result<SavedContainer, ConnectorError>> =>
      bring(context, STEP, printOf(draft, draft.part.media), draft.part.media.length === 1 ? (draft.part.media.find(isVideo) ?? null) : null, async () => {
        const [only] = draft.part.media;
        if (only === undefined || draft.part.media.length > 1) return carousel(context, draft);
        const made = await makings(context, draft, only, 0);
        return made.ok ? ok({ ...made.value, fields: { ...made.value.fields, ...postFields(draft) } }) : made;
      }),
    /** The pictures of a post that is out are not needed any longer. */
    tidy: async (context: PublishContext, { hosted: all }: SavedContainer): Promise<void> => {
      for (const one of all) await hosting.withdraw(context, one);
    },
  };
}
