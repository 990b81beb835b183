import { z } from 'zod';
import type { Clock, Millis } from '#core/clock';
import { MINUTE, SECOND } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { PublishContext } from '../ports/publish';
import { untilReady } from '../publishing/until-ready';
import type { LinkedinClient } from './client';

export type Kind = 'images' | 'videos' | 'documents';
export const wordFor: Readonly<Record<Kind, string>> = { images: 'picture', videos: 'video', documents: 'document' };

/** A member has 150 calls a day, so an upload gets few looks. */
const PATIENCE: Readonly<Record<Kind, { readonly longestPause: Millis; readonly mostLooks: number }>> = {
  images: { longestPause: 10 * SECOND, mostLooks: 8 }, documents: { longestPause: 20 * SECOND, mostLooks: 10 }, videos: { longestPause: MINUTE, mostLooks: 14 },
};
const stateAnswer = z.object({ status: z.string().max(50) });

/** Waits until LinkedIn has worked on an upload. */
export function awaitReady(client: LinkedinClient, clock: Clock, kind: Kind, { session, signal }: PublishContext, urn: string): Promise<Result<null, ConnectorError>> {
  const word = wordFor[kind];
  return untilReady({ clock, signal, firstPause: SECOND, ...PATIENCE[kind], stillWorking: `LinkedIn is still working on a ${word}` }, async (n) => {
    const answer = await client.read(session, { method: 'GET', path: `/rest/${kind}/${encodeURIComponent(urn)}`, effect: 'reads', signal }, stateAnswer);
    if (!answer.ok) {
      // An app that may upload but not look: the post itself will tell.
      if (answer.error.type === 'rejected' && answer.error.reason === 'forbidden') return ok({ ready: true });
      return answer.error.type === 'rejected' ? err({ ...answer.error, reason: 'media-invalid' }) : answer;
    }
    const { status } = answer.value;
    if (status === 'PROCESSING_FAILED') return err({ type: 'rejected', reason: 'media-invalid', detail: `LinkedIn could not use the ${word}` });
    if (status === 'WAITING_UPLOAD' && n > 2) return err({ type: 'rejected', reason: 'media-invalid', detail: `the ${word} did not arrive` });
    return ok({ ready: status === 'AVAILABLE' });
  });
}
