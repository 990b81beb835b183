import type { Need } from '#core/contract/publishing';
import { count, type Format } from '#renderer/format';
import { nothingSent, whyMissed } from './missed';
import { networkInText } from './networks';
import { outcomeWords } from './outcomes';
import { capital, quoted } from './quoted';
import { stateWords } from './states';
import { canLook, whyUnclear } from './unclear';

export interface NeedWords {
  /** A whole sentence, without a full stop. */
  readonly sentence: string;
  /** One line: why, and what comes next. */
  readonly why: string;
}

/** Only a new login helps. */
const logins: ReadonlySet<string> = new Set(['reauth', 'signed-out', 'account-reauth', 'account-disconnected', 'account-expires-before']);
export const needsLogin = (problemCode: string | null): boolean => problemCode !== null && logins.has(problemCode);

interface NeedContext {
  readonly format: Format;
  /** The brand's zone. */
  readonly zone: string;
  readonly now: number;
}

/** One thing that needs a person, in plain words. */
export const needWords = (need: Need, context: NeedContext): NeedWords => (need.kind === 'publication' ? ofPublication(need, context) : ofAccount(need, context));

function ofPublication({ publication, title, accountHandle }: Need & { readonly kind: 'publication' }, { format, zone, now }: NeedContext): NeedWords {
  const network = networkInText(publication.network);
  const what = quoted(title, Number.POSITIVE_INFINITY);
  const due = publication.dueAt === null ? '' : format.dayTime(publication.dueAt, zone, now);
  switch (publication.state) {
    case 'unconfirmed': return {
      sentence: publication.problemCode === 'partly' ? `Only a part is certainly on ${network}: ${what}` : `${capital(network)} gave no answer to ${what}`,
      why: !canLook(publication.network) ? `Sent ${format.dayTime(publication.stateSince, zone, now)}. ${capital(network)} lets no app look: see your profile there, then say so. It is not sent again blindly.` : `Sent ${format.dayTime(publication.stateSince, zone, now)}. Linnet looks whether it is there${publication.wakeAt === null || publication.wakeAt <= now ? ' and does not send it again blindly' : `; next look ${format.dayTime(publication.wakeAt, zone, now)}`}.`,
    };
    case 'missed': if (publication.problemCode === 'held-unclear') return { sentence: `${capital(network)} may have it already: ${what}`, why: `Due ${due}. A back-up was put back since. ${whyUnclear(publication.network)}. Look at your profile there, then decide. Nothing was sent.` };
      return { sentence: `Missed its time on ${network}: ${what}`, why: `Due ${due}. ${capital(whyMissed(publication.problemCode, network))}.${nothingSent(publication.problemCode) ? ' Nothing was sent.' : ''}` };
    case 'failed': {
      if (needsLogin(publication.problemCode)) return { sentence: `Not out on ${network}, which does not accept the login: ${what}`, why: `${due === '' ? '' : `${due}. `}Reconnect ${accountHandle}, then retry.` };
      const outcome = outcomeWords(publication.problemCode ?? 'other', network);
      return { sentence: `Not out on ${network}: ${what}`, why: `${due === '' ? '' : `${due}, `}${accountHandle}. ${outcome.meaning}` };
    }
    default: return { sentence: what, why: stateWords[publication.state].meaning };
  }
}

function ofAccount({ network, handle, problem, expiresAt, waiting }: Need & { readonly kind: 'account' }, { format, zone, now }: NeedContext): NeedWords {
  const name = networkInText(network);
  const waits = waiting === 0 ? 'nothing is planned there' : `${count(waiting, 'planned post')} ${waiting === 1 ? 'waits' : 'wait'} for it`;
  switch (problem) {
    case 'expiring': return { sentence: expiresAt !== null && expiresAt <= now ? `Your login on ${name} has ended` : `${capital(name)} signs you out ${expiresAt === null ? 'soon' : format.day(expiresAt, zone, now)}`, why: `${handle}: ${waits}.` };
    case 'signed-out': return { sentence: `${capital(name)} has signed you out`, why: `${handle}: ${waits}. Queue and history are kept when you reconnect.` };
    case 'disconnected': return { sentence: `${handle} on ${name} is disconnected`, why: `${waits.charAt(0).toUpperCase()}${waits.slice(1)}.` };
  }
}
