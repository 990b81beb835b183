import { randomBytes } from 'node:crypto';
import { connectPracticeAccount } from '#electron/connectors/practice/sample-login';
import { createHttp } from '#electron/connectors/http/fetch';
import type { Connected } from '#electron/connectors/ports/login';
import type { FaultInput } from '#electron/practice-network/faults';
import { realClock } from '#test/connectors/support/real-clock';
import { type PracticeChild, startPracticeChild } from '#test/support/practice';
import type { RunningNetwork } from './running-network';

const POST = 'POST /api/posts';
const MEDIA = 'POST /api/media';
const TOKEN = 'POST /oauth/token';

const faults: readonly FaultInput[] = [
  { kind: 'reset', when: 'after', endpoint: POST }, { kind: 'reset', when: 'before', endpoint: POST }, { kind: 'error', when: 'after', endpoint: POST, status: 502 },
  { kind: 'error', when: 'before', endpoint: POST, status: 500 }, { kind: 'rate-limit', endpoint: POST, retryAfterSeconds: 2 }, { kind: 'slow', when: 'after', endpoint: POST, ms: 1500 },
  { kind: 'slow', when: 'before', endpoint: POST, ms: 2500, evenIfGone: true }, { kind: 'slow', endpoint: '*', ms: 400 }, { kind: 'reset', endpoint: '*' }, { kind: 'error', endpoint: '*', status: 503 },
  { kind: 'reset', when: 'after', endpoint: MEDIA }, { kind: 'error', endpoint: MEDIA, status: 500 }, { kind: 'reset', when: 'after', endpoint: TOKEN }, { kind: 'token-expired', endpoint: POST, count: 1 },
];

/** Signs in accounts of their own at a practice network. */
export async function practiceLogins(practice: Pick<PracticeChild, 'url' | 'secret'>, count: number): Promise<readonly Connected[]> {
  const http = createHttp({ clock: realClock, userAgent: 'Linnet/chaos' });
  const connected: Connected[] = [];
  for (let i = 0; i < count; i += 1) {
    const login = await connectPracticeAccount({ http, clock: realClock }, { base: practice.url, secret: practice.secret }, `Chaos ${i} ${randomBytes(3).toString('hex')}`);
    if (!login.ok) throw new Error(`the practice network did not let us in: ${JSON.stringify(login.error)}`);
    connected.push(login.value);
  }
  return connected;
}

/** What Linnet has to know of a practice network that runs already. */
export const practiceAt = ({ url, secret, admin, stop }: PracticeChild, connected: readonly Connected[], honourKeys: boolean): RunningNetwork => ({
  network: { id: 'practice', kinds: ['text', 'thread', 'picture', 'thread-picture', 'text'], options: {}, canDouble: true, readsBack: true },
  accounts: connected.map((one) => ({ connected: one, loginMethod: 'oauth' })), developer: { url, secret, honourKeys }, perRun: 4,
  posts: async () => (await admin.posts()).map(({ id, text, reply_to, media }) => ({ id, text, replyTo: reply_to, media: media.length })),
  mend: admin.clearFaults,
  anyFault: async (random, seed) => {
    const count = 1 + Math.floor(random() * 3);
    await admin.fault({ count, ...faults[Math.floor(random() * faults.length)]!, probability: 0.6, seed });
  },
  loseAnswers: (count) => admin.fault({ kind: 'reset', when: 'after', endpoint: POST, count }),
  token: {
    expire: () => admin.expireTokens({ kind: 'access' }),
    loseRotation: async () => {
      await admin.expireTokens({ kind: 'access' });
      await admin.fault({ kind: 'hang', when: 'after', endpoint: TOKEN });
    },
    rotationsUnheard: async () => (await admin.stats())[TOKEN]?.['hang'] ?? 0,
  },
  stop,
});

/** The practice network, which knows no keys here: nothing but looking tells whether a post arrived. */
export async function startPracticeNetwork(): Promise<RunningNetwork> {
  const practice = await startPracticeChild({ dataFile: null, honourKeys: false, reactionSpeed: 0.001 });
  return practiceAt(practice, await practiceLogins(practice, 3), false);
}
