import { appError, type AppResult } from '#core/errors';
import { err, ok } from '#core/result';
import { limited } from './limited';
import type { Job } from './publishing-store';
import { contextOf, open } from './ready';
import type { Scheduler } from './scheduler';
import type { Tools, Work } from './work';

export interface SeenPost {
  readonly remoteId: string | null;
  readonly permalink: string | null;
}
const NOWHERE: SeenPost = { remoteId: null, permalink: null };

const LONGEST_LINK = 2000;

/** A link that a person has copied from their browser: taken only when it leads to a post of this very account. */
export function linked(tools: Tools, job: Job, link: string): AppResult<SeenPost> {
  const { deps } = tools;
  const url = link.length > LONGEST_LINK ? null : URL.parse(link.trim());
  const plain = url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
  if (!plain) return err(appError('link-elsewhere'));
  const opened = deps.sessions.open(job.accountId);
  if (!opened.ok) return opened;
  const post = deps.connectors.get(job.network)?.publish.postAt(opened.value.session, url) ?? null;
  return post === null ? err(appError('link-elsewhere')) : ok(post);
}

/** A person says that it is there: Linnet looks where, so that it can be opened, counted and removed later. Their word holds whether or not it is found. */
export async function lookWhere(tools: Tools, scheduler: Scheduler, job: Job): Promise<SeenPost> {
  if (!tools.deps.online.isOnline() || job.accountHealth !== 'ok' || job.accountGone) return NOWHERE;
  let seen = NOWHERE;
  const done = scheduler.runNow(job, 'look', async (work) => { seen = await find(tools, work); });
  if (done !== null) await done;
  return seen;
}

async function find(tools: Tools, work: Work): Promise<SeenPost> {
  const { deps, timing } = tools;
  const ready = await open(tools, work, 'named');
  if (ready === null) return NOWHERE;
  try {
    const found = await limited(deps.clock, timing.readLimitMs, work.stop.signal, null, async (signal) => {
      const context = contextOf(tools, work, ready, signal);
      const port = work.connector.nativeSchedule;
      const answer = work.job.nativeRef !== null && port !== undefined ? await port.status(context, work.job.nativeRef) : await work.connector.publish.findPublished(context);
      return answer.ok ? answer.value : null;
    });
    tools.step('look-answered', work.job.id);
    return found?.type === 'published' ? { remoteId: found.remoteId, permalink: found.permalink } : NOWHERE;
  } catch (error) {
    deps.onDefect(error, work.job.id);
    return NOWHERE;
  }
}
