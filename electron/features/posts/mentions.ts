import { type Clock, HOUR, type Millis, MINUTE } from '#core/clock';
import type { NetworkId } from '#core/networks';
import type { ConnectorRegistry } from '#electron/connectors/ports/connector';

/** Who was found stays found for a day; who was not may sign up any moment; who could not be asked about is asked again soon. */
const KEPT: Readonly<Record<Known, Millis>> = { somebody: 24 * HOUR, nobody: 5 * MINUTE, unknown: MINUTE };
const MOST = 500;
/** Of one text; nobody mentions more people than that, and a pasted list is not worth so many questions. */
const AT_ONCE = 20;

type Known = 'somebody' | 'nobody' | 'unknown';

export interface MentionsDeps {
  readonly connectors: Pick<ConnectorRegistry, 'get'>;
  readonly clock: Clock;
  readonly isOnline: () => boolean;
}
export type Mentions = ReturnType<typeof createMentions>;

/** Looks up, while somebody writes, whether those they mention are there. What cannot be told is not said. */
export function createMentions({ connectors, clock, isOnline }: MentionsDeps) {
  const known = new Map<string, { readonly answer: Promise<Known>; until: Millis }>();

  function look(network: NetworkId, handle: string): Promise<Known> {
    const port = connectors.get(network)?.mentions;
    if (port === undefined) return Promise.resolve('unknown');
    const key = `${network} ${handle.toLowerCase()}`;
    const before = known.get(key);
    if (before !== undefined && before.until > clock.now()) return before.answer;
    if (!isOnline()) return Promise.resolve('unknown');
    const answer = port.exists(handle, new AbortController().signal).then((found): Known => (found.ok ? (found.value ? 'somebody' : 'nobody') : 'unknown'), (): Known => 'unknown');
    const entry = { answer, until: Number.POSITIVE_INFINITY };
    known.delete(key);
    known.set(key, entry);
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - MOST))) known.delete(oldest);
    void answer.then((said) => { entry.until = clock.now() + KEPT[said]; });
    return answer;
  }

  return {
    /** The mentions of a text that belong to nobody on that network, as they are written; empty offline and where a network has no such question. */
    unresolved: async ({ network, text }: { readonly network: NetworkId; readonly text: string }): Promise<string[]> => {
      const handles = [...new Set(connectors.get(network)?.mentions?.find(text) ?? [])].slice(0, AT_ONCE);
      const answers = await Promise.all(handles.map(async (handle) => [handle, await look(network, handle)] as const));
      return answers.filter(([, said]) => said === 'nobody').map(([handle]) => `@${handle}`);
    },
  };
}
