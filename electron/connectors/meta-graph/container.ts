import type { Clock, Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import { untilReady } from '../publishing/until-ready';

/** What Instagram and Threads make of a post before it is published (their guides, checked 2026-11-21). */
export const containerStates = ['IN_PROGRESS', 'FINISHED', 'PUBLISHED', 'ERROR', 'EXPIRED'] as const;

export interface ContainerLook {
  /** GONE: the network does not know it any more. */
  readonly state: (typeof containerStates)[number] | 'GONE';
  /** The network's own, where something went wrong. */
  readonly words: string;
}

export interface ContainerWait {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly firstPause: Millis;
  readonly longestPause: Millis;
  readonly longest: Millis;
  /** Its name, for people. */
  readonly network: string;
  /** Whether these words are about a picture or video. */
  readonly isBadMedia: (words: string) => boolean;
}

/** Waits until a container can be published. Where that can never be, `drop` says that it is to be made anew. */
export async function untilContainerReady(
  { network, isBadMedia, ...patience }: ContainerWait,
  look: () => Promise<Result<ContainerLook, ConnectorError>>,
): Promise<Result<null, { readonly error: ConnectorError; readonly drop: boolean }>> {
  let drop = false;
  const dropped = (error: ConnectorError) => {
    drop = true;
    return err(error);
  };
  const seen = await untilReady({ ...patience, stillWorking: `${network} is still working on the post` }, async () => {
    const answer = await look();
    if (!answer.ok) return answer;
    const { state, words } = answer.value;
    if (state === 'ERROR') return dropped({ type: 'rejected', reason: isBadMedia(words) ? 'media-invalid' : 'invalid', detail: `${network} could not make the post ready: ${words === '' ? 'it does not say why' : words.slice(0, 300)}` });
    // A call without an answer has arrived since: one more might make a second post.
    if (state === 'PUBLISHED') return err({ type: 'unknown', detail: `${network} says that it is published already` });
    const isDone = state === 'FINISHED';
    if (!isDone && state !== 'IN_PROGRESS') return dropped({ type: 'unavailable', detail: `${network} has dropped what was to be published; it is made anew` });
    return ok({ ready: isDone });
  });
  return seen.ok ? seen : err({ error: seen.error, drop });
}
