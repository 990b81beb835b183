import { err, ok, type Result } from '#core/result';
import type { ConnectorError } from '#electron/connectors/ports/connector-error';
import { limited } from './limited';
import { withNotes } from './notes';
import { publishedWrite } from './outcome';
import { contextOf, type Ready, settle } from './ready';
import { askPerson, unknownOf } from './restored';
import type { Tools, Work } from './work';

/*
 * A back-up that was put back does not know what went out after it was made. A post that it believes to be ahead may be out, by a
 * person's "now" or at an earlier time: before its first send Linnet looks for it once, from the back-up's time on.
 */

/**
 * Looks once for a post that a restore has left in doubt. Found, it is published; what nobody can tell, a person is asked.
 * @returns true when there is nothing more to do here now, which is written by then; an error when the network could not be read
 */
export async function wentOut(tools: Tools, work: Work, ready: Ready): Promise<Result<boolean, ConnectorError>> {
  const { deps } = tools;
  const unknown = work.committedAt === null ? unknownOf(tools, work.job) : null;
  if (unknown === null) return ok(false);
  const found = await limited<Awaited<ReturnType<typeof work.connector.publish.findPublished>>>(
    deps.clock, tools.timing.readLimitMs, work.stop.signal, err({ type: 'unavailable', detail: 'no answer in time' }),
    (signal) => work.connector.publish.findPublished({ ...contextOf(tools, work, ready, signal), committedAt: unknown.from, byWords: true }),
  );
  tools.step('look-answered', work.job.id);
  if (!found.ok && found.error.type !== 'rejected') return err(found.error.type === 'unknown' ? { ...found.error, type: 'unavailable' } : found.error);
  if (found.ok && found.value.type === 'absent') {
    work.saved = withNotes(work.saved, { soughtFor: unknown.at });
    return ok(false);
  }
  // Days of posts are looked through: the same words may be those of another one.
  const its = found.ok && found.value.type === 'published' && !deps.store.mayBeAnother(work.job.id, found.value.remoteId);
  await settle(tools, work, its ? publishedWrite(tools, work, found.value, 'looked-found') : askPerson(tools, work, unknown.at));
  return ok(true);
}
