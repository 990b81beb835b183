import type { Clock, Millis } from '#core/clock';
import { MINUTE } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { InWindow, LoginError } from '../ports/login';
import { sameText } from './same-text';
import { createWindowRules, isHttpsRedirect, type WindowRules } from './window-rules';

/** What a window tells while a person is in it. Nothing it tells after its end counts. */
export interface WindowEvents {
  /** It was about to ask for the redirect, and did not. */
  readonly onAnswer: (address: string) => void;
  readonly onClosed: () => void;
  /** A page did not come. @param why without any address */
  readonly onFailed: (why: string) => void;
  /** The person would rather use their own browser. */
  readonly onBrowser: () => void;
}
export interface OpenWindow {
  readonly close: () => void;
  /** Brings it to the front. */
  readonly show: () => void;
}
/** Shows a page by these rules, in a session of its own that ends with the window. */
export type OpensWindow = (page: { readonly url: string; readonly rules: WindowRules }, events: WindowEvents) => OpenWindow;

export interface LoginWindowDeps {
  readonly clock: Clock;
  /** Cancels the login. */
  readonly signal: AbortSignal;
  readonly open: OpensWindow;
  /** How long a person may take on the network's pages. Default ten minutes. */
  readonly timeoutMs?: Millis;
  /** What the rest of Linnet can do with the open window; null once there is none. */
  readonly onOpen?: (window: { readonly show: () => void; readonly toBrowser: () => void } | null) => void;
}

type Answer = Awaited<ReturnType<InWindow>>;

/**
 * The `inWindow` of a login context: waits for the one way back to the registered redirect. One-shot: whatever comes first ends it,
 * and the window with it. An answer without our `state` is refused; unlike on loopback, nobody but the page itself can have sent it.
 */
export function createLoginWindow({ clock, signal, open, timeoutMs = 10 * MINUTE, onOpen = () => undefined }: LoginWindowDeps): InWindow {
  return ({ url, redirect, state }) => {
    if (state.length < 16) throw new Error('a state must be long enough to be unguessable');
    if (!isHttpsRedirect(redirect)) return Promise.resolve(err({ type: 'bad-input', field: 'redirect' }));
    const rules = createWindowRules(url, redirect);
    if (rules(url, 'page') !== 'allowed') return Promise.resolve(err({ type: 'server-lied', detail: 'the address of the login page is none' }));
    if (signal.aborted) return Promise.resolve(err({ type: 'cancelled' }));
    return new Promise<Answer>((resolve) => {
      let window: OpenWindow | null = null;
      let ended = false;
      const end = (answer: Answer): void => {
        if (ended) return;
        ended = true;
        cancelTimer();
        signal.removeEventListener('abort', onAbort);
        onOpen(null);
        window?.close();
        resolve(answer);
      };
      const onAbort = (): void => { end(err({ type: 'cancelled' })); };
      const toBrowser = (): void => { end('in-browser'); };
      const cancelTimer = clock.callAt(clock.now() + timeoutMs, () => { end(err({ type: 'timed-out' })); });
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        window = open({ url, rules }, {
          onAnswer: (address) => { end(readBack(address, state)); },
          onClosed: onAbort, onBrowser: toBrowser, onFailed: (detail) => { end(err({ type: 'unreachable', detail })); },
        });
      } catch {
        // A system without room for a window still has its browser.
        toBrowser();
      }
      if (ended) window?.close();
      else onOpen({ show: () => { window?.show(); }, toBrowser });
    });
  };
}

function readBack(address: string, state: string): Result<URLSearchParams, LoginError> {
  const query = URL.parse(address)?.searchParams;
  const given = query?.getAll('state') ?? [];
  const [first] = given;
  if (query === undefined || first === undefined || given.length !== 1 || !sameText(first, state)) return err({ type: 'forged', detail: 'the address does not answer what Linnet asked' });
  return ok(query);
}
