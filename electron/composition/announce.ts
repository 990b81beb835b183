import type { Topic } from '#core/changes';
import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { PublicationState } from '#core/posts/states';
import type { Preferences } from '#core/contract/app';
import type { PublisherStatus, Need } from '#core/contract/publishing';
import type { Notify } from '../shell/notifications';
import { words } from '../shell/words';

/** What went out, as the desktop tells it. */
interface WentOut {
  readonly publicationId: Id;
  readonly postId: Id;
  readonly title: string;
  readonly publishedAt: Millis;
}

/** Tells the desktop what changed: tray text, a notification for each thing that newly needs a person, and for each post that went out where that is wished. */
export function createAnnouncer(deps: {
  readonly status: () => PublisherStatus;
  readonly needs: () => readonly Need[];
  /** What went out last, newest first. */
  readonly recent: () => readonly WentOut[];
  readonly now: () => Millis;
  readonly preferences: () => Preferences;
  readonly notify: Notify;
  readonly showStatus: (status: PublisherStatus) => void;
  /** Runs `fn` soon, once for many changes at once. */
  readonly soon: (fn: () => void) => void;
  /** The data file is closed: who quits in the moment between a change and the look has nothing to be told. */
  readonly isOver: () => boolean;
}) {
  const told = new Map<Id, PublicationState | string>();
  /** Posts whose going out was told: once for each, whatever the number of its accounts. */
  const toldOut = new Set<Id>();
  let outSince = deps.now();
  let first = true;
  let waiting = false;

  function look(): void {
    waiting = false;
    if (deps.isOver()) return;
    deps.showStatus(deps.status());
    const preferences = deps.preferences();
    const seen = new Set<Id>();
    for (const need of deps.needs()) {
      const id = need.kind === 'publication' ? need.publication.id : need.accountId;
      const state = need.kind === 'publication' ? need.publication.state : need.problem;
      seen.add(id);
      const known = told.get(id);
      told.set(id, state);
      // What was there when the app started is on Today already.
      if (first || known === state) continue;
      if (need.kind === 'account') {
        if (preferences.notifyExpiring && need.problem === 'signed-out') deps.notify(words.notify.signedOut(need.handle, need.network), '/accounts');
        if (preferences.notifyExpiring && need.problem === 'expiring') deps.notify(words.notify.expiring(need.handle, need.network), '/accounts');
      } else if (preferences.notifyProblems) {
        const { network, problemCode } = need.publication;
        const content = state === 'failed' ? words.notify.failed(network, need.title) : state === 'unconfirmed' ? words.notify.unconfirmed(network, need.title) : problemCode === 'held-unclear' ? words.notify.unclear(network, need.title) : words.notify.missed(network, need.title);
        deps.notify(content, `/publication/${id}`);
      }
    }
    for (const id of told.keys()) if (!seen.has(id)) told.delete(id);
    if (preferences.notifyPublished) tellOut();
    else outSince = deps.now();
    first = false;
  }

  function tellOut(): void {
    for (const { publicationId, postId, title, publishedAt } of deps.recent().toReversed()) {
      if (publishedAt < outSince || toldOut.has(postId)) continue;
      toldOut.add(postId);
      deps.notify(words.notify.published(title), `/publication/${publicationId}`);
    }
  }

  return {
    onTopics: (topics: readonly Topic[]): void => {
      if (waiting || !topics.some((t) => t === 'publishing' || t === 'calendar' || t === 'accounts' || t === 'brands')) return;
      waiting = true;
      deps.soon(look);
    },
  };
}
