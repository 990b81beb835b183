import { limitsFor } from '#core/networks';
import type { MediaUse } from '#core/posts/content';
import { mediaForPreflight, preflight, type PreflightMedia, type ProblemCode } from '#core/posts/preflight';
import type { AssetStore } from '../features/media/ports';
import type { Job } from '../features/publishing/publishing-store';
import type { PreflightPort } from '../features/publishing/ports';

/** A rendition mends these before sending; the composer says them, sending does not stop for them. */
const mendedByRendition: ReadonlySet<ProblemCode> = new Set(['media-too-big', 'media-too-many-pixels', 'media-type', 'media-too-wide', 'media-too-much-movement']);

/** The composer's rules once more, on what is about to be sent. */
export function createPreflightPort(assets: Pick<AssetStore, 'byIds'>, hasMediaHost: () => boolean): PreflightPort {
  const mediaOf = (uses: readonly MediaUse[]): readonly PreflightMedia[] => {
    const known = new Map(assets.byIds(uses.map((use) => use.assetId)).map((asset) => [asset.id, asset]));
    return uses.map((use) => mediaForPreflight(use, known.get(use.assetId)));
  };
  return async (job: Job) => {
    const problem = preflight({
      network: job.network, accountId: job.accountId, limits: limitsFor(job.network, job.limits), text: job.text, media: mediaOf(job.media),
      thread: job.thread.map((part) => ({ text: part.text, media: mediaOf(part.media) })), baseText: null, options: job.options, time: null,
      account: { health: job.accountGone ? 'removed' : job.accountHealth, expiresAt: null }, mediaHost: hasMediaHost(), unresolvedMentions: [],
    }).find(({ severity, code }) => severity === 'stop' && !mendedByRendition.has(code));
    return problem === undefined ? null : { code: problem.code, detail: JSON.stringify(problem.params) };
  };
}
