import { z } from 'zod';
import { err, ok, type Result } from '#core/result';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext } from '../ports/publish';
import { doneAnswer, madeAnswer, photoAnswer } from './api-types';
import type { InstagramClient, InstagramDeps } from './client';

/** A picture where Instagram can fetch it. */
export const hosted = z.object({ url: z.string(), /** Its number on the Page; null: it lies on the media host. */ photo: z.string().nullable() });
export type Hosted = z.infer<typeof hosted>;

const NO_HOST: ConnectorError = {
  type: 'rejected', reason: 'media-host', detail: 'Instagram fetches pictures from a public address, and this account has no media host. Set one up in Settings, or connect the account by its Facebook Page',
};
type At = Pick<PublishContext, 'session' | 'signal'>;
export type Hosting = ReturnType<typeof createHosting>;

/**
 * Instagram takes no bytes of pictures. They lie on the person's media host or, where there is none and the account was reached by its Page,
 * on that Page as photos that nobody sees: that Instagram fetches those addresses is not confirmed.
 */
export function createHosting(client: InstagramClient, mediaHost: InstagramDeps['mediaHost']) {
  const hostOf = (session: Session) => mediaHost?.(session.accountId) ?? null;
  const pageOf = (session: Session): string | null => {
    const secret = client.secretOf(session);
    return secret?.way === 'page' ? secret.pageId : null;
  };

  async function onPage({ session, signal }: At, page: string, media: OutgoingMedia): Promise<Result<Hosted, ConnectorError>> {
    const file = { bytes: await media.read(), mime: media.mime };
    const made = await client.read(session, { method: 'POST', path: `/${page}/photos`, fields: { published: 'false' }, file, effect: 'reads', signal }, madeAnswer);
    if (!made.ok) return made;
    const shown = await client.read(session, { method: 'GET', path: `/${made.value.id}`, fields: { fields: 'id,images' }, effect: 'reads', signal }, photoAnswer);
    if (!shown.ok) return shown;
    const [largest] = shown.value.images.toSorted((a, b) => b.width - a.width);
    return largest === undefined ? err({ type: 'unavailable', detail: 'the Page does not say where its photo lies' }) : ok({ url: largest.source, photo: made.value.id });
  }

  return {
    /** Pictures, and no place for them: said before anything is made. Videos need none. */
    homeless: ({ session, outgoing }: PublishContext): ConnectorError | null => (outgoing.parts.some(({ media }) => media.some(({ kind }) => kind === 'image')) && hostOf(session) === null && pageOf(session) === null ? NO_HOST : null),
    offer: async (at: At, media: OutgoingMedia): Promise<Result<Hosted, ConnectorError>> => {
      const host = hostOf(at.session);
      if (host !== null) {
        const offered = await host.offer(media, at.signal);
        return offered.ok ? ok({ url: offered.value, photo: null }) : offered;
      }
      const page = pageOf(at.session);
      return page === null ? err(NO_HOST) : onPage(at, page, media);
    },
    /** Best effort: what stays on a Page is seen by nobody, and the media host sweeps its own. */
    withdraw: async ({ session, signal }: At, { url, photo }: Hosted): Promise<void> => {
      if (photo === null) await hostOf(session)?.withdraw(url, signal);
      else await client.read(session, { method: 'DELETE', path: `/${photo}`, effect: 'reads', signal }, doneAnswer);
    },
  };
}
