import { type ErrorCode, errorCodes } from '#core/errors';
import type { OutcomeCode } from '#core/posts/outcome-codes';
import { type ProblemCode, problemCodes } from '#core/posts/preflight-types';
import { errorWords } from './errors';
import { problemWords } from './problems';
import { capital } from './quoted';

export interface OutcomeWords {
  /** Short, for a chip: "Picture too small". */
  readonly title: string;
  /** One sentence. */
  readonly meaning: string;
}

/** Where a preflight rule or an error has words of its own, those say it; a code of publishing without any does not compile. */
const own: { readonly [C in Exclude<OutcomeCode, ProblemCode | ErrorCode>]: (network: string) => OutcomeWords } & { readonly reauth: (network: string) => OutcomeWords } = {
  'too-long': (network) => ({ title: 'Text too long', meaning: `${network} says the text is too long.` }),
  duplicate: (network) => ({ title: 'Said before', meaning: `${network} says the same text is there already.` }),
  'media-invalid': (network) => ({ title: 'Picture refused', meaning: `${network} did not take a picture.` }),
  'media-host': (network) => ({ title: 'Media host trouble', meaning: `A picture could not be put where ${network} would fetch it. Test the media host in Settings.` }),
  forbidden: (network) => ({ title: 'Not allowed', meaning: `${network} does not allow this account to do that.` }),
  invalid: (network) => ({ title: 'Refused', meaning: `${network} found something it does not accept.` }),
  other: (network) => ({ title: 'Refused', meaning: `${network} refused it. Its own words say why.` }),
  'no-answer': (network) => ({ title: `${network}: no answer`, meaning: `It was sent, and ${network} gave no answer.` }),
  partly: () => ({ title: 'Partly out', meaning: 'Some parts of the thread are out, and nobody knows about the next one.' }),
  'not-arrived': () => ({ title: 'Did not arrive', meaning: 'It was sent, it is certainly not there, and its time has passed.' }),
  'hand-over-gone': (network) => ({ title: `${network} dropped it`, meaning: `${network} was to publish it by itself, and does not have it any more. It is not out.` }),
  'held-unclear': (network) => ({ title: `${network} may have it already`, meaning: `A back-up was put back, and ${network} may keep or have published this post in an edition that the back-up does not know.` }),
  unavailable: (network) => ({ title: `${network} not reachable`, meaning: `${network} could not be reached. Nothing was sent, and Linnet tries again by itself.` }),
  reauth: (network) => ({ title: 'Signed out', meaning: `${network} does not accept the login any more.` }),
};

const isOwn = (code: string): code is keyof typeof own => Object.hasOwn(own, code);
const isError = (code: string): code is ErrorCode => errorCodes.some((known) => known === code);
const isProblem = (code: string): code is ProblemCode => problemCodes.some((known) => known === code);

/**
 * Words for the `problemCode` of a publication: a network's refusal, a rule of ours, or an unsure end.
 * @param network as it is called in the middle of a sentence; its name alone where only the title is shown
 */
export function outcomeWords(code: string, network: string): OutcomeWords {
  if (isOwn(code)) {
    const { title, meaning } = own[code](network);
    return { title: capital(title), meaning: capital(meaning) };
  }
  if (isProblem(code)) {
    const sentence = problemWords({ code, params: {} }, network);
    return { title: sentence, meaning: `${sentence}.` };
  }
  if (isError(code)) {
    const { title, meaning } = errorWords({ code, params: { network: capital(network) } });
    return { title, meaning: meaning === '' ? `${title}.` : meaning };
  }
  return { title: 'Did not go out', meaning: 'Something went wrong that Linnet has no words for. The exact words say more.' };
}
