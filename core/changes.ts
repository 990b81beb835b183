export type { Topic, Changes };

/** Which data changed; the window reads those topics again. Matches `topics` in the contract. */
type Topic = 'brands' | 'accounts' | 'posts' | 'calendar' | 'publishing' | 'activity' | 'media' | 'preferences' | 'security' | 'data' | 'media-host';

interface Changes {
  /** Call after the data is written. */
  readonly changed: (...topics: readonly Topic[]) => void;
}
