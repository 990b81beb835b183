/**
 * Every step of publishing at which the process may be killed and must come back right. The chaos run kills at each of them.
 */
export const publishingSteps = [
  /** Claimed and its attempt written, nothing sent. */ 'claimed',
  /** Before the connector's `prepare`. */ 'prepare-started',
  /** After each result that a connector saved. */ 'step-saved',
  /** Prepared, and that is written. */ 'prepared',
  /** "We are about to commit" is on disk; the call has not been made. */ 'commit-marked',
  /** The commit call has been begun; its answer is not known. */ 'commit-called',
  /** The answer is in memory and nowhere else. */ 'commit-answered',
  /** The answer is on disk. */ 'outcome-written',
  'look-started', 'look-answered',
  'check-answered',
  'verify-answered',
  'hand-over-marked', 'hand-over-called', 'hand-over-answered',
  'recovery-started', 'recovered',
] as const;
export type PublishingStep = (typeof publishingSteps)[number];

/** Called at each step; does nothing but in the chaos run. */
export type OnStep = (step: PublishingStep, publicationId: string) => void;
