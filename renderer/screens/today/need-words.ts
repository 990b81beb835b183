import type { Need } from '#core/contract/publishing';
import { count, type Format } from '#renderer/format';
import { networkInText } from '#renderer/messages/networks';
import { outcomeWords } from '#renderer/messages/outcomes';
import { stateWords } from '#renderer/messages/states';
import { capital, quoted } from './lens';

export interface NeedWords {
  /** A whole sentence without a full stop, never a code. */
  readonly sentence: string;
  /** Why, and what comes next. */
  readonly why: string;
}

interface Seen {
  readonly format: Format;
  readonly zone: string;
  readonly now: number;
}

/** What the network itself said no to; everything else was found on this side. */
const refusals: ReadonlySet<string> = new Set(['too-long', 'duplicate', 'media-invalid', 'forbidden', 'invalid', 'other', 'network-refused']);
/** Only a new login helps. */
const logins: ReadonlySet<string> = new Set(['reauth', 'signed-out', 'account-reauth', 'account-disconnected', 'account-expires-before']);

export const needsLogin = (problemCode: string | null): boolean => problemCode !== null && logins.has(problemCode);

export function needWords(need: Need, seen: Seen): NeedWords {
  return need.kind === 'account' ? accountWords(need, seen) : publicationWords(need, seen);
}

function publicationWords({ publication, title, accountHandle }: Extract<Need, { kind: 'publication' }>, { format, zone, now }: Seen): NeedWords {
  const network = networkInText(publication.network);
  const name = quoted(title);
  // At the end of a sentence it is the line that cuts it.
  const atEnd = quoted(title, 90);
  const since = format.dayTime(publication.stateSince, zone, now);
  const tries = publication.attemptCount > 1 ? ` after ${publication.attemptCount} attempts` : '';
  const code = publication.problemCode;
  switch (publication.state) {
    case 'unconfirmed': {
      const look = publication.wakeAt !== null && publication.wakeAt > now ? `Linnet looks again at ${format.dayTime(publication.wakeAt, zone, now)}.` : 'Linnet does not send it again blindly.';
      return code === 'partly'
        ? { sentence: `Only a part is certainly on ${network}: ${atEnd}`, why: `Sent ${since}. ${look}` }
        : { sentence: `${capital(network)} gave no answer to ${atEnd}`, why: `Sent ${since}. It may be out. ${look}` };
    }
    case 'missed': return {
      sentence: `${capital(name)} missed its time on ${network}`,
      why: `Due ${publication.dueAt === null ? since : format.dayTime(publication.dueAt, zone, now)}, while Linnet was not running. Nothing was sent.`,
    };
    default: {
      const failed = `Failed ${since}${tries}`;
      if (needsLogin(code)) return { sentence: `${capital(name)} could not go out: ${network} does not accept the login`, why: `${failed}. Reconnect ${accountHandle}, then retry.` };
      const meaning = code === null ? stateWords.failed.meaning : outcomeWords(code, capital(network)).meaning;
      return { sentence: code !== null && refusals.has(code) ? `${capital(network)} refused ${atEnd}` : `${capital(name)} did not go out on ${network}`, why: `${failed}. ${meaning}` };
    }
  }
}

function accountWords({ network, handle, problem, expiresAt, waiting }: Extract<Need, { kind: 'account' }>, { format, zone, now }: Seen): NeedWords {
  const name = networkInText(network);
  const wait = waiting === 0 ? 'Nothing waits there now.' : `${count(waiting, 'post waits', 'posts wait')} there.`;
  switch (problem) {
    case 'signed-out': return { sentence: `${capital(name)} does not accept the login of ${handle} any more`, why: `${wait} Queue and history stay when you reconnect.` };
    case 'disconnected': return { sentence: `${handle} on ${name} is disconnected`, why: `${wait} Reconnect it, or move them to another account.` };
    case 'expiring': {
      if (expiresAt !== null && expiresAt <= now) return { sentence: `The login of ${handle} on ${name} has ended`, why: wait };
      return { sentence: `${capital(name)} signs ${handle} out${expiresAt === null ? ' soon' : ` on ${format.dayLong(expiresAt, zone)}`}`, why: `${wait} Reconnecting takes about a minute.` };
    }
  }
}
