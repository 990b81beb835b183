/**
 * The life of a publication, in one table that the database, the scheduler, the window and the tests share.
 * `hold` is shown as "on hold".
 */
export const publicationStates = [
  'draft', 'scheduled', 'publishing', 'published', 'failed', 'unconfirmed', 'missed', 'hold', 'cancelled',
] as const;
export type PublicationState = (typeof publicationStates)[number];

export const publicationEvents = [
  /** A person gave it a time. */ 'schedule',
  /** A person took its time away. */ 'unschedule',
  /** The scheduler wrote an attempt and begins. */ 'claim',
  /** It certainly did not go out and may be tried again later (offline, rate limit, 5xx before sending). */ 'defer',
  /** The network has it. */ 'confirm',
  /** The network refused it, or the account is signed out. */ 'fail',
  /** It was sent, or handed over before a person stopped it, and nobody knows whether it arrived. */ 'lose-track',
  /** A person looked and it is not there: send it. */ 'send-again',
  /** Its time passed while nothing ran, beyond the brand's lateness limit. */ 'miss',
  /** A person put it on hold. */ 'hold',
  /** A person took the hold off. */ 'resume',
  /** A person decided that it shall not go out. */ 'cancel',
] as const;
export type PublicationEvent = (typeof publicationEvents)[number];

export const transitions: { readonly [S in PublicationState]: { readonly [E in PublicationEvent]?: PublicationState } } = {
  draft: { schedule: 'scheduled', cancel: 'cancelled', hold: 'hold', 'lose-track': 'unconfirmed' },
  scheduled: { schedule: 'scheduled', unschedule: 'draft', claim: 'publishing', fail: 'failed', miss: 'missed', hold: 'hold', cancel: 'cancelled', confirm: 'published' },
  publishing: { confirm: 'published', fail: 'failed', 'lose-track': 'unconfirmed', defer: 'scheduled', miss: 'missed', hold: 'hold', cancel: 'cancelled' },
  published: {},
  failed: { schedule: 'scheduled', unschedule: 'draft', cancel: 'cancelled', confirm: 'published' },
  unconfirmed: { confirm: 'published', 'send-again': 'scheduled', cancel: 'cancelled', fail: 'failed' },
  missed: { schedule: 'scheduled', unschedule: 'draft', cancel: 'cancelled', confirm: 'published' },
  hold: { resume: 'scheduled', schedule: 'scheduled', unschedule: 'draft', cancel: 'cancelled', miss: 'missed', 'lose-track': 'unconfirmed' },
  cancelled: { schedule: 'scheduled', unschedule: 'draft', 'lose-track': 'unconfirmed' },
};

/** The state after `event`, or null when the table does not allow it. */
export const next = (state: PublicationState, event: PublicationEvent): PublicationState | null =>
  transitions[state][event] ?? null;

/** States in which a post may be moved to another time by dragging. */
export const isMovable = (state: PublicationState): boolean => transitions[state].schedule !== undefined;

/** States that need a person. */
export const needsPerson = (state: PublicationState): boolean =>
  state === 'failed' || state === 'unconfirmed' || state === 'missed';

/** The content may still be edited: nothing of it can be public yet. */
export const isEditable = (state: PublicationState): boolean =>
  state !== 'publishing' && state !== 'published' && state !== 'unconfirmed';

const worstFirst: readonly PublicationState[] =
  ['failed', 'unconfirmed', 'missed', 'hold', 'publishing', 'draft', 'scheduled', 'published', 'cancelled'];

/** The state a chip for several publications shows: the worst one wins, so that trouble is never hidden. */
export function worstState(states: readonly PublicationState[]): PublicationState {
  return worstFirst.find((s) => states.includes(s)) ?? 'draft';
}
