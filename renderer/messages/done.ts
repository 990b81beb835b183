import type { Publication } from '#core/contract/posts';
import type { Format } from '#renderer/format';
import { networkInText } from './networks';
import { capital, quoted } from './quoted';

/** What an act was done to. `title` where several posts are on the screen, so that the words say which. */
export interface Named {
  readonly network: Publication['network'];
  readonly title?: string;
}
/** In which zone times are said. */
export interface Said {
  readonly format: Format;
  readonly zone: string;
  readonly now: number;
}
type After = Pick<Publication, 'state' | 'dueAt'>;

const it = ({ title }: Named): string => (title === undefined ? 'it' : quoted(title));
const It = (named: Named): string => capital(it(named));

/** What to say once an act on a publication is done, wherever it was asked for. */
export const doneWords = {
  looked: (named: Named, { state }: Pick<After, 'state'>): string => {
    const network = networkInText(named.network);
    if (state === 'published') return `Found: ${it(named)} is on ${network}`;
    if (state === 'unconfirmed') return `Linnet looked on ${network} and still cannot tell. It looks again by itself`;
    return `${capital(network)} does not have ${it(named)}. ${state === 'scheduled' ? 'It is sent again, once' : 'Linnet goes on from there'}`;
  },
  decided: (named: Named, decision: 'it-is-there' | 'send-it' | 'do-not-send'): string => {
    const network = networkInText(named.network);
    return { 'it-is-there': `${It(named)} is noted as published on ${network}`, 'send-it': `${It(named)} goes to ${network} now`, 'do-not-send': `${It(named)} is not sent again` }[decision];
  },
  missed: (named: Named, decision: 'now' | 'slot' | 'skip', { dueAt }: Pick<After, 'dueAt'>, { format, zone, now }: Said): string => {
    if (decision === 'skip') return `${It(named)} does not go out. You can still give it another time`;
    return decision === 'now' || dueAt === null ? `${It(named)} goes to ${networkInText(named.network)} now` : `${It(named)} goes out ${format.day(dueAt, zone, now)}, ${format.time(dueAt, zone)}`;
  },
  retried: (named: Named): string => `Linnet tries ${it(named)} on ${networkInText(named.network)} again`,
  /** Asked before a person's word is taken from a list, where nothing has yet told them to look. */
  sureItIsThere: (named: Named): string => `${It(named)} is then noted as published, and Linnet looks no further.`,
};
