import { randomBytes } from 'node:crypto';
import type { Clock } from '#core/clock';
import { type PracticeAnnouncement, practiceConfig } from '../practice-network/process-config';
import { createPracticeNetwork } from '../practice-network/server';

// Runs as an Electron utility process beside the app, or as a plain Node child for tests and the chaos run. The one argument is the
// configuration as JSON. It ends when its parent goes away: the port closes, the IPC channel breaks, or stdin ends.

interface ParentPort {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message' | 'close', listener: () => void) => void;
}
const parentPort = (process as { readonly parentPort?: ParentPort }).parentPort;

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  callAt: (at, fn) => {
    const timer = setTimeout(fn, Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  },
};

function announce(message: PracticeAnnouncement): void {
  if (parentPort !== undefined) parentPort.postMessage(message);
  else if (process.send !== undefined) process.send(message);
  else process.stdout.write(`${JSON.stringify(message)}\n`);
}

function whenParentGoes(leave: () => void): void {
  if (parentPort !== undefined) parentPort.on('close', leave);
  else if (process.send !== undefined) process.on('disconnect', leave);
  else process.stdin.on('end', leave).on('error', leave).resume();
  process.on('SIGTERM', leave);
}

async function run(): Promise<void> {
  const config = practiceConfig.parse(JSON.parse(process.argv[2] ?? ''));
  const binding = process.env['LINNET_SQLITE_BINDING'];
  const { dataFile, ...rest } = config;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const network = await createPracticeNetwork({
    clock,
    random: (length) => randomBytes(length),
    dataFile,
    ...given,
    ...(binding === undefined || binding === '' ? {} : { nativeBinding: binding }),
  });
  whenParentGoes(() => void network.stop().finally(() => process.exit(0)));
  announce({ type: 'listening', port: network.port, url: network.url, secret: network.secret });
}

run().catch((error: unknown) => {
  announce({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
});
