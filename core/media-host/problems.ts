/** What can go wrong with a media host, as a code. The words are in `renderer/messages/media-host.ts`; a code without words does not compile. */
export const hostProblems = [
  /** No host is set, or its secret is out of reach. */
  'not-set', 'secret-missing', 'locked',
  'unreachable', 'insecure', 'login-refused', 'place-missing', 'region-wrong', 'moved', 'full', 'too-large', 'clock-wrong', 'busy', 'refused', 'aborted',
  /** As the network would see it. */
  'not-public', 'not-served', 'other-bytes', 'other-type',
  'not-removed',
] as const;
export type HostProblem = (typeof hostProblems)[number];

/** Those that end by themselves: the same is tried again later. */
const passing: ReadonlySet<HostProblem> = new Set<HostProblem>(['locked', 'unreachable', 'busy', 'aborted']);
export const isPassing = (problem: HostProblem): boolean => passing.has(problem);

export const testSteps = ['put', 'fetch', 'remove'] as const;
export type TestStep = (typeof testSteps)[number];
