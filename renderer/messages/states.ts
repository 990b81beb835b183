import type { PublicationState } from '#core/posts/states';

interface StateWords {
  readonly name: string;
  /** One plain sentence for tooltips and empty filters. */
  readonly meaning: string;
}

export const stateWords: Readonly<Record<PublicationState, StateWords>> = {
  draft: { name: 'Draft', meaning: 'Not planned to go out yet.' },
  scheduled: { name: 'Scheduled', meaning: 'Goes out at its time by itself.' },
  publishing: { name: 'Publishing', meaning: 'Linnet is sending it now.' },
  published: { name: 'Published', meaning: 'It is out.' },
  failed: { name: 'Failed', meaning: 'It did not go out, and Linnet will not try again by itself.' },
  unconfirmed: { name: 'Unconfirmed', meaning: 'It was sent and there was no answer, so it may be out. Linnet does not send it again blindly.' },
  missed: { name: 'Missed', meaning: 'Its time passed before it could go out. Linnet asks before it goes out so late.' },
  hold: { name: 'On hold', meaning: 'You stopped it. It waits until you resume it.' },
  cancelled: { name: 'Cancelled', meaning: 'You decided that it does not go out.' },
};
