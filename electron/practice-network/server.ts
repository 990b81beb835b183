import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HOUR, MINUTE } from '#core/clock';
import { createAdminRoutes } from './admin';
import { createApi } from './api';
import { createRouter, json, type Route } from './exchange';
import { createFaultBoard } from './faults';
import { serve } from './gate';
import { createOAuthRoutes } from './oauth';
import type { PracticeNetwork, PracticeOptions, Settings } from './options';
import { createPageRoutes } from './pages';
import { createPreciseNow } from './precise-time';
import { createQuota } from './quota';
import { createReactions } from './reactions';
import { createSignUp } from './sign-up';
import { createGrantStore } from './store/grants';
import { createMetaStore, type MetaStore, openPracticeDb } from './store/open';
import { createPeopleStore } from './store/people';
import { createPostStore } from './store/posts';
import { createTokens } from './tokens';

/**
 * Starts the practice network on 127.0.0.1. With a data file it comes back with the same posts, logins, secret and, when nobody
 * has taken it meanwhile, the same port.
 */
export async function createPracticeNetwork(options: PracticeOptions): Promise<PracticeNetwork> {
  const db = openPracticeDb(options.dataFile, options.nativeBinding);
  const meta = createMetaStore(db);
  const people = createPeopleStore(db);
  const posts = createPostStore(db);
  const grants = createGrantStore(db);

  let honourKeys = options.honourKeys ?? true;
  let origin = 'http://127.0.0.1:0';
  const secret = once(meta, 'secret', () => Buffer.from(options.random(24)).toString('base64url'));
  const settings: Settings = {
    clock: options.clock,
    random: options.random,
    accessTokenMs: options.accessTokenMs ?? HOUR,
    reactionSpeed: options.reactionSpeed ?? 1,
    seed: options.seed ?? once(meta, 'seed', () => Buffer.from(options.random(9)).toString('base64url')),
    secret,
    rateLimit: options.rateLimit ?? { limit: 100_000, windowMs: 15 * MINUTE },
    origin: () => origin,
    honourKeys: () => honourKeys,
  };

  const faults = createFaultBoard();
  const tokens = createTokens(settings, grants, people);
  const reactions = createReactions(settings.seed, settings.reactionSpeed);
  const signUp = createSignUp(people, options.clock);
  const api = createApi({ settings, people, posts, reactions, preciseNow: createPreciseNow(options.clock) });
  const counter = createCounter();
  const about: Route = { access: 'open', method: 'GET', path: '/api/about', handle: () => json(200, { name: 'Practice network', honour_keys: honourKeys }) };
  const find = createRouter([
    ...api.routes,
    about,
    ...createOAuthRoutes({ settings, people, grants, tokens, signUp }),
    ...createPageRoutes({ settings, people, posts, reactions }),
    ...createAdminRoutes({ settings, faults, people, posts, grants, tokens, signUp, api, stats: counter.read, setHonourKeys: (honour) => { honourKeys = honour; } }),
  ]);
  const gate = { settings, faults, tokens, quota: createQuota(options.clock, settings.rateLimit), find, count: counter.count };

  const server = createServer((request, response) => {
    serve(gate, request, response).catch((error: unknown) => {
      // A caller that hangs up in the middle of its request ends here, and so would a defect of ours.
      if (!response.headersSent && !response.destroyed) {
        response.writeHead(500, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: 'server_error', message: error instanceof Error ? error.message : 'unknown' }));
      }
    });
  });
  // Longer than any client of ours keeps an idle connection, so that we never close one just as it is used.
  server.keepAliveTimeout = 2 * MINUTE;
  const port = await listen(server, options.port ?? 0, Number(meta.get('port') ?? 0));
  origin = `http://127.0.0.1:${port}`;
  meta.set('port', String(port));

  return {
    port,
    url: origin,
    secret,
    stop: async () => {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      db.close();
    },
  };
}

function once(meta: MetaStore, key: string, make: () => string): string {
  const known = meta.get(key);
  if (known !== null) return known;
  const made = make();
  meta.set(key, made);
  return made;
}

/** An asked-for port must be had; the port of the last run only if it is free. */
async function listen(server: Server, asked: number, last: number): Promise<number> {
  if (asked === 0 && last !== 0) {
    try {
      return await bind(server, last);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))) throw error;
    }
  }
  return bind(server, asked);
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, backlog: 2048 }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function createCounter() {
  const seen = new Map<string, Map<string, number>>();
  return {
    count: (endpoint: string, outcome: string): void => {
      const outcomes = seen.get(endpoint) ?? new Map<string, number>();
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      seen.set(endpoint, outcomes);
    },
    read: () => Object.fromEntries([...seen].map(([endpoint, outcomes]) => [endpoint, Object.fromEntries(outcomes)])),
  };
}
