import type { Clock, Millis } from '#core/clock';
import { followerByHandle } from './followers';
import type { PeopleStore, Person } from './store/people';

/** Finds the account of that name or makes it; null when the name gives no handle that can be had. */
export type SignUp = (name: string, since?: Millis) => Person | null;

export function createSignUp(people: PeopleStore, clock: Clock): SignUp {
  return (name, since) => {
    const shown = name.replaceAll(/\s+/g, ' ').trim();
    const handle = handleOf(shown);
    if (handle === '' || shown.length > 60 || followerByHandle.has(handle)) return null;
    return people.byHandle(handle) ?? people.add(handle, shown, since ?? clock.now());
  };
}

/** "Harbour Lane Books" becomes `harbour.lane.books`. */
function handleOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/[^a-z0-9_]+/g, '.').replaceAll(/^\.+|\.+$/g, '').slice(0, 30);
}
