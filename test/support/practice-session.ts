import { randomBytes } from 'node:crypto';
import type { Clock } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { Session } from '#electron/connectors/ports/account';
import type { Http } from '#electron/connectors/http/http';
import { PRACTICE_SERVER } from '#electron/connectors/practice/practice';
import { connectPracticeAccount } from '#electron/connectors/practice/sample-login';

export interface PracticeSession extends Session {
  /** What was saved by refreshes, oldest first. */
  readonly saves: readonly JsonObject[];
}

/** A session as the accounts feature makes it: the newest secret, one refresh at a time. */
export async function connectPractice(
  deps: { readonly http: Http; readonly clock: Clock },
  network: { readonly url: string; readonly secret: string },
  name: string,
): Promise<PracticeSession> {
  const connected = await connectPracticeAccount(deps, { base: network.url, secret: network.secret }, name);
  if (!connected.ok) throw new Error(JSON.stringify(connected.error));
  let secret = connected.value.secret;
  let queue: Promise<unknown> = Promise.resolve();
  const saves: JsonObject[] = [];
  return {
    accountId: `account-${randomBytes(4).toString('hex')}`,
    serverUrl: PRACTICE_SERVER,
    remoteId: connected.value.profile.remoteId,
    handle: connected.value.profile.handle,
    limits: null,
    get secret() {
      return secret;
    },
    saves,
    saveSecret: async (next) => {
      saves.push(next);
      secret = next;
    },
    lock: (work) => {
      const run = queue.then(work);
      queue = run.catch(() => undefined);
      return run;
    },
  };
}
