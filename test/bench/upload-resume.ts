import type { ChildProcess } from 'node:child_process';
import { addAccounts } from '#test/chaos/accounts';
import { addDue, createDataFolder } from '#test/chaos/data-folder';
import { chaosNetworks } from '#test/chaos/networks';
import type { ChaosNetwork } from '#test/chaos/networks/network';
import { endOf, nodeTarget } from '#test/chaos/targets';
import type { SeenRequest } from '#test/connectors/support/fault-proxy';
import { type Measured, rounded } from './figure';
import { until } from './publishing';

/** The answer to a piece is held up for so long that the engine never hears it. */
const HELD_MS = 5000;
/** A film has at least so many pieces, the last one short. */
const PIECES = 2.4;
const LEAST_FILM = 3_300_000;
/** Smaller calls say what is coming; they bring nothing of the film. */
const LEAST = 4096;

/**
 * A film is sent in pieces, and the process is killed with a piece at the server whose answer it has not heard: each piece in turn,
 * on each network that takes pieces. What went over the line beyond the film itself, in pieces; the worst of all.
 */
export async function uploadResume(): Promise<Measured> {
  const { start: startEngine } = await nodeTarget();
  const seen: { readonly network: string; readonly pieces: number; readonly worst: number }[] = [];
  for (const network of chaosNetworks) {
    if (network.pieceBytes === undefined) continue;
    const over = await overhangOf(network, network.pieceBytes, startEngine);
    seen.push({ network: network.id, pieces: over.length, worst: Math.max(...over) });
  }
  return {
    name: 'upload.resume', value: rounded(Math.max(...seen.map(({ worst }) => worst))), unit: 'pieces sent twice', baseline: 0, n: seen.reduce((sum, { pieces }) => sum + pieces, 0),
    note: seen.map(({ network, pieces, worst }) => `${network}: ${pieces} kills, at most ${rounded(worst)}`).join('; '),
  };
}

/** For each piece: how much was sent beyond what a run without a kill sends, in pieces. */
async function overhangOf(network: ChaosNetwork, pieceBytes: number, startEngine: (env: Readonly<Record<string, string>>) => ChildProcess): Promise<readonly number[]> {
  const server = await network.start();
  const over: number[] = [];
  let whole = 0;
  try {
    // The first run is left alone and tells how many pieces there are, and how many bytes.
    for (let at = 0, pieces = 1; at <= pieces; at += 1) {
      const sent = await publishFilm(network, server, at, startEngine);
      if (at === 0) ({ length: pieces } = sent);
      const bytes = sent.reduce((sum, size) => sum + size, 0);
      if (at === 0) whole = bytes;
      else over.push((bytes - whole) / pieceBytes);
    }
  } finally {
    await server.close();
  }
  return over;
}

/** @param killAt the piece, counted from 1, whose answer is never heard; 0: none. @returns the sizes of the pieces that went over the line */
async function publishFilm(network: ChaosNetwork, server: Awaited<ReturnType<ChaosNetwork['start']>>, killAt: number, startEngine: (env: Readonly<Record<string, string>>) => ChildProcess): Promise<readonly number[]> {
  const { proxy, developer, connected, loginMethod } = server;
  const isPiece = (request: SeenRequest): boolean => network.isUpload(request) && request.body.length >= LEAST;
  const folder = createDataFolder();
  let engine: ChildProcess | null = null;
  try {
    const at = await addAccounts(folder, [{ network, developer, accounts: [{ connected, loginMethod }] }], { latenessLimitMs: 3_600_000, filmBytes: Math.max(LEAST_FILM, Math.round(PIECES * (network.pieceBytes ?? 0))) });
    const before = (await server.posts()).length;
    addDue(folder, at, at.all.map((account) => ({ dueAt: Date.now(), account, kind: 'video', parts: 1 })));
    await proxy.reset();
    let passed = 0;
    if (killAt > 0) proxy.fault((request) => isPiece(request) && (passed += 1) === killAt, { kind: 'slow-back', ms: HELD_MS });
    engine = startEngine({ LINNET_DATA_DIR: folder.path });
    if (killAt > 0) {
      await proxy.struck();
      engine.kill('SIGKILL');
      await endOf(engine);
      engine = startEngine({ LINNET_DATA_DIR: folder.path });
    }
    await until(async () => (await server.posts()).length > before, 60_000);
    if ((await server.posts()).length !== before + 1) throw new Error(`${network.id} has the film more than once`);
    return proxy.seen.filter(isPiece).map(({ body }) => body.length);
  } finally {
    engine?.kill('SIGKILL');
    if (engine !== null) await endOf(engine);
    folder.remove();
  }
}
