import type { Publication } from '#core/contract/posts';
import { toWallDate } from '#core/time';
import type { Format } from '#renderer/format';
import { city } from '#renderer/format';
import { nothingSent, whyMissed } from './missed';
import { networkInText } from './networks';
import { outcomeWords } from './outcomes';
import { capital } from './quoted';
import { canLook, whyUnclear } from './unclear';

export interface VerdictWords {
  readonly title: string;
  readonly body: string;
}

interface VerdictContext {
  readonly format: Format;
  /** The brand's zone. */
  readonly zone: string;
  readonly now: number;
}

type Words = (publication: Publication, context: VerdictContext) => VerdictWords;

const when = ({ dueAt }: Publication, { format, zone, now }: VerdictContext): string => (dueAt === null ? '' : format.dayTimeBoth(dueAt, zone, now));
const whenOut = ({ publishedAt, stateSince }: Publication, { format, zone, now }: VerdictContext): string => format.dayTimeBoth(publishedAt ?? stateSince, zone, now);

const words: { readonly [S in Publication['state']]: Words } = {
  draft: (publication, context) => ({ title: 'A draft', body: publication.dueAt === null ? 'It has no time yet.' : `It is planned for ${when(publication, context)}, and goes out only when you schedule it.` }),
  scheduled: (publication, context) => {
    const name = networkInText(publication.network);
    if (waitsForLogin(publication)) {
      return { title: 'Waits for you to sign in again', body: `${capital(name)} does not accept the login any more. Nothing was sent. Reconnect the account, and it goes out by itself; later than this brand allows, Linnet asks you first.` };
    }
    const who = publication.nativeRef === null ? 'Linnet sends it by itself while it runs.' : `${capital(name)} holds it, so it goes out even if this computer is off.`;
    return { title: publication.dueAt === null ? 'Scheduled' : `Goes out ${context.format.fromNow(publication.dueAt, context.now)}`, body: `${when(publication, context)}. ${who}` };
  },
  publishing: ({ network }) => ({ title: `On its way to ${networkInText(network)}`, body: 'Linnet is sending it now. This usually takes a second or two.' }),
  published: (publication, context) => {
    const name = networkInText(publication.network);
    if (publication.goneAt !== null) return { title: `It was out, and ${name} does not show it any more`, body: `Published ${whenOut(publication, context)}. It was gone when Linnet looked ${context.format.dayTime(publication.goneAt, context.zone, context.now)}.` };
    if (publication.network === 'tiktok' && publication.options['postMode'] === 'draft') return { title: 'In the inbox of the TikTok app', body: `${whenOut(publication, context)}. Nothing is out yet: open TikTok’s notifications on your phone, write the text there and post it.` };
    return { title: `Published on ${name}`, body: `${whenOut(publication, context)}.${publication.verifiedAt === null ? '' : ' Linnet has seen it live.'}` };
  },
  failed: ({ network, problemCode, thread }) => {
    const outcome = outcomeWords(problemCode ?? 'other', networkInText(network));
    return { title: `Failed: ${lower(outcome.title)}`, body: `${outcome.meaning} ${thread.length === 0 ? 'Nothing is out there' : 'Parts of the thread that went out before stay there'}, and Linnet will not try again by itself.` };
  },
  unconfirmed: ({ network, stateSince }, { format, zone, now }) => ({
    title: 'Unconfirmed: it may be live',
    body: `We sent it and ${networkInText(network)} gave no answer (${toWallDate(stateSince, zone) === toWallDate(now, zone) ? format.timeSeconds(stateSince, zone) : format.dayTime(stateSince, zone, now)}, ${city(zone)}). It may be on your profile or it may not. ${canLook(network) ? 'Linnet will not send it again until one of us has looked' : `${capital(networkInText(network))} lets no app look, so only you can. Linnet will not send it again until you have said what you saw`}, so it cannot go out twice.`,
  }),
  missed: (publication, context) => publication.problemCode === 'held-unclear' ? { title: `${capital(networkInText(publication.network))} may have it already`, body: `It was planned for ${when(publication, context)}. A back-up was put back since. ${whyUnclear(publication.network)}. Nothing was sent, and nothing is sent by itself. Look at your profile there: if it is out, say so; if it is not, send it or leave it out.` } : ({
    title: 'It missed its time',
    body: `It was due ${when(publication, context)}. ${capital(whyMissed(publication.problemCode, networkInText(publication.network)))}, and by now it is later than this brand allows.${nothingSent(publication.problemCode) ? ' Nothing was sent.' : ''}`,
  }),
  hold: (publication, context) => ({ title: 'On hold', body: `You stopped it.${publication.dueAt === null ? '' : ` Its time is ${when(publication, context)}.`} It waits until you resume it.` }),
  cancelled: () => ({ title: 'Cancelled', body: 'You decided that it does not go out.' }),
};

/** Nothing but a new login stands in its way. */
export const waitsForLogin = (publication: Pick<Publication, 'state' | 'problemCode' | 'nativeRef'>): boolean =>
  publication.state === 'scheduled' && publication.nativeRef === null && publication.problemCode === 'signed-out';

/** Not for what begins with a name or an abbreviation. */
const lower = (text: string): string => (/^[A-Z][a-z]+ [a-z]/.test(text) || /^[A-Z][a-z]+$/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);

/** How a publication stands, in plain words. */
export const verdictWords = (publication: Publication, context: VerdictContext): VerdictWords => words[publication.state](publication, context);
