import { limitsWith, type NetworkFacts, networkFacts, specialOf } from '#core/networks';
import { ON_TIME_GRACE } from '#core/time';
import { isVideo } from '#core/videos/probe';
import { pollFindings } from './preflight-poll';
import { contentFindings } from './preflight-text';
import { type Finding, look, type PreflightInput, type Problem, stop } from './preflight-types';

export { mediaForPreflight } from './preflight-media';
export {
  type MendId, mendIds, type PreflightInput, type PreflightMedia, type PreflightPart, type PreflightTime, type Problem, type ProblemCode, problemCodes,
} from './preflight-types';

/**
 * Everything that is known to be wrong with a publication, the stopping ones first. The same answer while composing
 * and before sending: it looks at nothing but its input.
 */
export function preflight(given: PreflightInput): readonly Problem[] {
  const facts = networkFacts[given.network];
  const input = { ...given, limits: limitsWith(given.network, given.limits, given.options) };
  const findings = [...accountFindings(input), ...timeFindings(input), ...contentFindings(input, facts), ...hostFindings(input, facts), ...optionFindings(input, facts), ...pollFindings(input), ...consentFindings(input, facts)];
  return [...findings.filter((finding) => finding.severity === 'stop'), ...findings.filter((finding) => finding.severity === 'look')]
    .map((finding) => ({ ...finding, network: input.network, accountId: input.accountId }));
}

/** Whether anything stands in the way of sending. */
export const isStopped = (problems: readonly Problem[]): boolean => problems.some((problem) => problem.severity === 'stop');

function accountFindings({ account, time }: PreflightInput): readonly Finding[] {
  switch (account.health) {
    case 'removed':
    case 'disconnected':
      return [stop('account-disconnected', {}, account.health === 'removed' ? ['remove-account'] : ['reconnect', 'remove-account'])];
    case 'signed-out':
      return [stop('account-reauth', {}, ['reconnect'])];
    case 'ok':
    case 'expiring': {
      const dueAt = time?.dueAt ?? null;
      if (account.expiresAt === null || dueAt === null || account.expiresAt > dueAt) return [];
      return [look('account-expires-before', { expiresAt: account.expiresAt, dueAt }, ['reconnect'])];
    }
  }
}

function timeFindings({ time }: PreflightInput): readonly Finding[] {
  if (time === null || time.dueAt === null) return [];
  const past = time.dueAt < time.now - ON_TIME_GRACE ? [stop('time-past', { dueAt: time.dueAt }, ['pick-time'])] : [];
  const moved = time.gap === null ? [] : [look('time-in-gap', { ...time.gap }, ['pick-time'])];
  return [...past, ...moved];
}

function hostFindings({ media, thread, mediaHost = false, limits }: PreflightInput, facts: NetworkFacts): readonly Finding[] {
  if (facts.mediaByUrl === undefined || mediaHost || limits.hostsPictures === true) return [];
  const fetched = [...media, ...thread.flatMap((part) => part.media)].filter((one) => facts.mediaByUrl === 'all' || !isVideo(one));
  return fetched.length === 0 ? [] : [stop('media-host-needed', {}, ['set-media-host', 'remove-media'])];
}

/** What a person agreed to holds for these videos and these answers, and for nothing else. */
function consentFindings({ options, media }: PreflightInput, { consent }: NetworkFacts): readonly Finding[] {
  const wanted = consent?.wanted(options, media.map(({ assetId }) => assetId)) ?? null;
  return consent === undefined || wanted === null || options[consent.agreed] === wanted ? [] : [stop('consent-needed', {}, ['give-consent'])];
}

function optionFindings({ network, options }: PreflightInput, facts: NetworkFacts): readonly Finding[] {
  const meaningless = specialOf(network, options)?.without ?? [];
  const missing = (facts.needs?.options ?? []).filter((name) => !meaningless.includes(name) && (options[name] ?? '') === '').map((option) => stop('option-needed', { option }, ['choose-option']));
  const parsed = facts.options.safeParse(options);
  if (parsed.success) return missing;
  const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')));
  return [...missing, ...[...names].map((option) => stop('option-invalid', { option }, ['reset-option']))];
}
