import type { EditedPost } from '#core/contract/publishing';
import type { Id } from '#core/ids';
import type { NetworkId, NetworkLimits } from '#core/networks';
import { preflight, type PreflightMedia, type Problem, type ProblemCode } from './preflight';

/** What can be wrong with new words for a post that is out. Its pictures are there already. */
const ofWords: ReadonlySet<ProblemCode> = new Set(['text-empty', 'text-too-long', 'text-too-many-bytes', 'text-hashtags', 'text-mentions', 'thread-part-empty', 'alt-too-long', 'option-invalid', 'option-needed', 'poll-choice-too-long']);

const there = (alt: string, index: number): PreflightMedia =>
  ({ assetId: String(index), alt, mime: 'image/jpeg', bytes: 0, width: 0, height: 0, animated: false, probe: null, status: 'ok' });

/** What stands in the way of changing a live post to this: the composer's own rules, as far as they are about words. */
export function editProblems(of: { readonly network: NetworkId; readonly accountId: Id; readonly limits: NetworkLimits; readonly wanted: EditedPost }): readonly Problem[] {
  const { network, accountId, limits, wanted: { parts, options } } = of;
  const [first = { text: '', media: [] }, ...thread] = parts.map(({ text, alts }) => ({ text, media: alts.map(there) }));
  return preflight({ network, accountId, limits, ...first, thread, baseText: null, options, time: null, account: { health: 'ok', expiresAt: null }, mediaHost: true, unresolvedMentions: [] })
    .filter(({ severity, code }) => severity === 'stop' && ofWords.has(code));
}
