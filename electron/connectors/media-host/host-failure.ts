import { type Millis, MINUTE, SECOND } from '#core/clock';
import type { HostProblem } from '#core/media-host/problems';
import type { HttpAnswer, HttpFailure } from '../http/http';
import type { HostFailure } from '../ports/media-host';

const WORDS = 300;
/** Bytes in a second of the slowest line that is any use. */
const SLOWEST = 64 * 1024;

export const uploadTime = (bytes: number): Millis => 5 * MINUTE + Math.ceil(bytes / SLOWEST) * SECOND;

/** No answer from the host. */
export function noAnswer(failure: HttpFailure): HostFailure {
  const problem = failure.type === 'aborted' ? 'aborted' : failure.type === 'tls' ? 'insecure' : 'unreachable';
  return { problem, detail: `${failure.type}: ${failure.detail}`.slice(0, WORDS), answer: failure.log };
}

/** What an answer without success means when it says nothing but its status. */
export function problemOfStatus(status: number): HostProblem {
  if (status >= 300 && status < 400) return 'moved';
  if (status === 401 || status === 403 || status === 407) return 'login-refused';
  if (status === 404 || status === 409 || status === 410) return 'place-missing';
  if (status === 413) return 'too-large';
  if (status === 507) return 'full';
  return status === 429 || status >= 500 ? 'busy' : 'refused';
}

/** @param words the host's own, where they are known better than the whole body */
export function refusal(answer: HttpAnswer, problem: HostProblem = problemOfStatus(answer.status), words = answer.text): HostFailure {
  // A page of HTML says nothing that its status does not.
  const said = /^\s*</.test(words) ? '' : answer.redact(words).trim().slice(0, WORDS);
  return { problem, detail: said === '' ? String(answer.status) : `${answer.status}: ${said}`, answer: answer.log };
}

export const isDone = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;
