import type { ActivityCode } from '#core/activity';
import type { ActivityEntry } from '#core/contract/accounts';
import type { Format } from '#renderer/format';
import { count } from '#renderer/format';
import { whyMissed } from './missed';
import { outcomeWords } from './outcomes';
import { capital } from './quoted';

export interface ActivityWords {
  readonly title: string;
  /** A second, quieter line; may be empty. */
  readonly note: string;
}

export interface ActivityContext {
  /** As it is called in the middle of a sentence; "the network" where there is none. */
  readonly network: string;
  readonly format: Format;
  /** The zone in which times are said. */
  readonly zone: string;
}

type Read = { readonly text: (key: string) => string; readonly number: (key: string) => number | null; readonly time: (key: string) => string; readonly network: string };
type Words = readonly [title: string, note: string];

/** "2 min" from milliseconds; seconds under a minute. */
function length(ms: number | null): string {
  if (ms === null) return '';
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 360_000) / 10} h`;
}

/** What a network holds and would not give back is said, because it will publish it. */
function leftBehind(note: string, r: Read): string {
  const left = r.number('leftAtNetwork') ?? 0;
  return [
    note, left === 0 ? '' : `the network still holds ${count(left, 'post')} and publishes ${left === 1 ? 'it' : 'them'} itself`,
    r.number('notRevoked') === null ? '' : `without the keyring the login could not be ended at ${r.network}: end it in the settings there`,
  ].filter((part) => part !== '').join('; ');
}

const retry = (r: Read): string => (r.number('retryAt') === null ? 'Linnet tries again by itself' : `Linnet tries again at ${r.time('retryAt')}`);

const words: { readonly [C in ActivityCode]: (r: Read) => Words } = {
  'post-created': () => ['Written', ''],
  'post-deleted': () => ['Moved to the bin', 'It can be restored from there'],
  'post-restored': () => ['Restored from the bin', ''],
  'post-deleted-for-good': () => ['Deleted for good', 'What was out stays out'],
  'post-duplicated': () => ['Duplicated', ''],
  scheduled: (r) => ['Scheduled', r.number('at') === null ? '' : `for ${r.time('at')}`],
  moved: (r) => ['Moved', r.number('at') === null ? '' : `to ${r.time('at')}`],
  unscheduled: () => ['Taken off the plan', ''],
  held: () => ['Put on hold', 'It waits until you resume it'],
  resumed: () => ['Resumed', ''],
  cancelled: () => ['Cancelled', 'You decided that it does not go out'],
  due: () => ['Due', ''],
  'attempt-written': (r) => [`Attempt ${r.number('number') ?? 1} written down`, 'Before anything was sent'],
  'prepare-started': () => ['Getting ready', 'Pictures are fitted and sent ahead'],
  'media-accepted': (r) => [`Picture accepted by ${r.network}`, ''],
  prepared: () => ['Ready to go', 'Only one small call is left'],
  'commit-started': (r) => ['Sending the post', `to ${r.network}`],
  published: (r) => [`Published on ${r.network}`, ''],
  'part-published': () => ['One part of the thread is out', 'The next one follows'],
  'comment-refused': (r) => [`${r.network} refused the first comment`, 'The post is out without it; you can write it there'],
  processing: (r) => [`${r.network} is working on it`, 'Linnet looks again shortly'],
  rejected: (r) => [`${r.network} refused it`, outcomeWords(r.text('reason'), r.network).meaning],
  'signed-out': (r) => [`${r.network} does not accept the login any more`, 'Reconnect the account'],
  'rate-limited': (r) => [`${r.network} asks to wait`, retry(r)],
  unavailable: (r) => [`${r.network} could not be reached`, 'Nothing was sent; Linnet tries again by itself'],
  'no-answer': (r) => [`No answer from ${r.network}`, 'It may be out. Linnet looks before anything is sent again'],
  'recovered-after-crash': (r) => ['Linnet was stopped in the middle', r.text('of') === 'edit' ? 'The change may be there or not. Saving it once more does no harm' : 'It looks on the network before it does anything else'],
  'offline-waiting': () => ['Offline', 'It goes out when you are back, if it is not too late by then'],
  'stopped-by-pause': () => ['Stopped by the pause', 'Nothing was sent'],
  'looked-found': (r) => [`Found on ${r.network}`, 'It did go out'],
  'looked-absent': (r) => r.text('of') === 'part' ? ['Looked: the rest of the thread is not there', r.text('certain') === 'true' ? 'So it can go on without doubling' : `${r.network} can be some minutes late in showing a post`] : ['Looked: it is not there', r.text('certain') === 'true' ? 'So it can be sent without doubling' : `${r.network} can be some minutes late in showing a post`],
  'looked-cannot-tell': (r) => ['Looked, and cannot tell', `${r.network} did not give a clear answer`],
  'look-failed': (r) => [`Looked again, and ${r.network} was busy`, 'Linnet looks again later'],
  replayed: () => ['Sent again with the same key', 'The network makes one post of both'],
  unconfirmed: () => ['Unconfirmed', 'A person decides; Linnet does not send it again by itself'],
  verified: () => ['Seen live', 'Linnet fetched it once to be sure'],
  'verify-gone': (r) => [`Not there when looked for`, `It was published, and ${r.network} does not show it any more`],
  missed: (r) => ['Missed its time', `${capital(whyMissed(r.text('why') === '' ? null : r.text('why'), r.network))}${r.number('lateMs') === null ? '' : `; it would have been ${length(r.number('lateMs'))} late`}`],
  'sent-late': (r) => [r.number('lateMs') === null ? 'Went out late' : `Went out ${length(r.number('lateMs'))} late`, ''],
  'person-says-there': () => ['You said: it is there', ''],
  'person-says-send': () => ['You said: it is not there, send it', ''],
  'person-says-drop': () => ['You said: do not send it', ''],
  'retry-asked': () => ['You asked to try again', ''],
  'removed-from-network': (r) => [`Removed from ${r.network}`, ''],
  'remove-failed': (r) => [`${r.network} did not remove it`, ''],
  'edited-on-network': (r) => [`Changed on ${r.network}`, 'What it said before is among the versions of the post'],
  'edit-failed': (r) => r.text('reason') === 'unknown' ? [`No answer from ${r.network}`, 'The change may be there or not. Saving it once more does no harm'] : [`${r.network} did not change it`, ''],
  'handed-over': (r) => [`Handed over to ${r.network}`, 'It goes out even if this computer is off'],
  'hand-over-found': (r) => [`${r.network} keeps it already`, 'Linnet found it there and did not hand it over again'],
  'hand-over-moved': (r) => [`Moved at ${r.network} as well`, ''],
  'hand-over-taken-back': (r) => [`Taken back from ${r.network}`, 'It goes out only from here'],
  'carried-over': () => ['Taken over from the file that was replaced', 'A back-up was put back that did not know what had been sent. The file it replaced did, so nothing goes out twice'],
  'held-unclear': (r) => [`${capital(r.network)} may keep it already`, 'The file was put back from a back-up, and this may be among the posts kept or published there. Linnet did not send it'],
  'held-unknown': (r) => [`${capital(r.network)} keeps ${count(r.number('count') ?? 1, 'post')} that this back-up does not know`, `The first goes out there ${r.time('dueAt')}: “${r.text('text')}”. Linnet leaves it as it is; delete it there if it should not go out`],
  'hand-over-published': (r) => [`${r.network} published it on its own`, ''],
  'preflight-stopped': (r) => ['Stopped before sending', outcomeWords(r.text('code'), r.network).meaning],
  'account-connected': () => ['Connected', ''],
  'account-reconnected': () => ['Reconnected', 'Queue and history are as they were'],
  'account-disconnected': (r) => ['Disconnected', leftBehind('The login was forgotten', r)],
  'account-removed': (r) => ['Removed', leftBehind(r.number('held') === null || r.number('held') === 0 ? '' : `${count(r.number('held') ?? 0, 'post')} put on hold`, r)],
  'account-tested': () => ['Tested', 'It works'],
  'account-test-failed': (r) => ['Tested', outcomeWords(r.text('code'), r.network).title],
  'token-renewed': () => ['Login renewed', ''],
  'token-renew-failed': () => ['Could not renew the login', 'Linnet tries again by itself'],
  'metrics-read': () => ['Numbers read', ''],
  'paused-all': () => ['Everything paused', ''],
  'resumed-all': () => ['Publishing resumed', ''],
};

/** One line of the activity log in plain words. */
export function activityWords({ at, code, params }: Pick<ActivityEntry, 'at' | 'code' | 'params'>, { network, format, zone }: ActivityContext): ActivityWords {
  const number = (key: string): number | null => {
    const value = params[key];
    return typeof value === 'number' ? value : null;
  };
  const [title, note] = words[code]({
    network, number,
    text: (key) => { const value = params[key]; return typeof value === 'object' || value === undefined ? '' : String(value); },
    // With its day where that is another one than that of the line.
    time: (key) => format.dayTime(number(key) ?? 0, zone, at),
  });
  // A note may go on from its title ("to Bluesky"); a sentence that begins with the network is one of its own.
  return { title: capital(title), note: note.startsWith(network) ? capital(note) : note };
}
