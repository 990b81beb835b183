import type { PlanningParts } from '../planning/planning-deps';

/** Writing a post also plans it: what planning has, without what only the calendar reads. */
export type PostsDeps = Omit<PlanningParts, 'slots' | 'calendar' | 'undo'>;
