import type { NetworkId } from '#core/networks';
import type { MendId, Problem, ProblemCode } from '#core/posts/preflight';
import { networkInText } from '#renderer/messages/networks';
import { picturesWithoutAlt, problemWords } from '#renderer/messages/problems';
import type { AccountCheck } from './check';

/** One row of the list: the same problem once, however many accounts have it. */
export interface ProblemRow {
  readonly key: string;
  readonly severity: Problem['severity'];
  /** Whose it is; null when it is everybody's. */
  readonly network: NetworkId | null;
  readonly sentence: string;
  /** Which of several accounts on the same network; empty when there is no doubt. */
  readonly handles: readonly string[];
  readonly problems: readonly Problem[];
  readonly mends: readonly MendId[];
}

/** These say the same for every network. */
const general: ReadonlySet<ProblemCode> = new Set(['time-past', 'time-in-gap', 'media-corrupt', 'media-missing', 'alt-missing', 'alt-needed']);

/** Said of several pictures at once. */
const isAboutAlt = (code: ProblemCode): code is 'alt-missing' | 'alt-needed' => code === 'alt-missing' || code === 'alt-needed';

/** Stopping ones first, each group in the order of the tabs. */
export function problemRows(checks: readonly AccountCheck[]): readonly ProblemRow[] {
  const groups = new Map<string, Problem[]>();
  for (const { publication, problems } of checks) {
    for (const problem of problems) {
      const key = groupKey(problem, publication.media === null);
      groups.set(key, [...(groups.get(key) ?? []), problem]);
    }
  }
  const rows = [...groups].map(([key, problems]) => rowOf(key, problems, checks));
  return [...rows.filter((row) => row.severity === 'stop'), ...rows.filter((row) => row.severity === 'look')];
}

function groupKey(problem: Problem, baseMedia: boolean): string {
  const { asset: _asset, index: _index, ...rest } = problem.params;
  const params = isAboutAlt(problem.code) ? rest : problem.params;
  const shared = general.has(problem.code) && (problem.params['asset'] === undefined || (baseMedia && problem.params['part'] !== 2));
  return JSON.stringify([problem.severity, problem.code, shared ? '' : problem.network, shared || !problem.code.startsWith('account-') ? '' : problem.accountId, params]);
}

function rowOf(key: string, problems: readonly Problem[], checks: readonly AccountCheck[]): ProblemRow {
  const [first] = problems;
  if (first === undefined) throw new Error('A group has at least one problem');
  const networks = new Set(problems.map((problem) => problem.network));
  const network = general.has(first.code) && (networks.size > 1 || checks.length === 1 || first.code.startsWith('time-')) ? null : first.network;
  const whose = new Set(problems.map((problem) => problem.accountId));
  const onNetwork = checks.filter(({ publication }) => publication.network === first.network);
  const handles = network === null || whose.size >= onNetwork.length ? [] : onNetwork.filter(({ publication }) => whose.has(publication.accountId)).map(({ account }) => account?.handle ?? '').filter((handle) => handle !== '');
  const indexes = [...new Set(problems.map(({ params }) => Number(params['index'] ?? 0)))].toSorted((a, b) => a - b);
  const sentence = isAboutAlt(first.code) && first.params['kind'] !== 'video' ? picturesWithoutAlt(indexes, first.code, first.params['part']) : problemWords(first, networkInText(first.network));
  return { key, severity: first.severity, network, sentence, handles, problems, mends: first.mends };
}

/** `1 stops Bluesky, 3 to look at`. */
export function problemSummary(rows: readonly ProblemRow[], list: (items: readonly string[]) => string): string {
  const stops = rows.filter((row) => row.severity === 'stop');
  const looks = rows.length - stops.length;
  const networks = new Set(stops.flatMap((row) => row.problems.map((problem) => networkInText(problem.network))));
  const parts = [
    ...(stops.length > 0 ? [`${stops.length} ${stops.length === 1 ? 'stops' : 'stop'} ${networks.size > 2 ? 'the post' : list([...networks])}`] : []),
    ...(looks > 0 ? [`${looks} to look at`] : []),
  ];
  return parts.join(', ');
}
