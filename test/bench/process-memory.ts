import { readdirSync, readFileSync } from 'node:fs';

const parentOf = (pid: number): number => {
  try {
    // The second field is a name in brackets that may hold spaces and brackets itself.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[1]);
  } catch {
    return 0;
  }
};
const running = (): readonly number[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);

/** The process and all that it started, theirs included. */
export function familyOf(root: number): readonly number[] {
  const parents = new Map(running().map((pid) => [pid, parentOf(pid)]));
  const family = [root];
  for (const member of family) for (const [pid, parent] of parents) if (parent === member) family.push(pid);
  return family;
}

/** Proportional set size in MB: what several processes share is counted once between them. 0 for one that has ended. */
function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

export type Kind = 'main' | 'window' | 'helper' | 'chromium';

/** What an Electron process is for, by its command line. */
export function kindOf(commandLine: string): Kind {
  const type = /--type=(\S+)/.exec(commandLine)?.[1];
  if (type === undefined) return 'main';
  if (type === 'renderer') return 'window';
  // Workers of the app are Node in a utility process; Chromium's own (network, tracing) and its GPU process every app has.
  return commandLine.includes('--utility-sub-type=node.mojom.NodeService') ? 'helper' : 'chromium';
}

export interface Held {
  readonly main: number;
  readonly window: number;
  /** Worker processes of the app that are running now. */
  readonly helper: number;
  readonly chromium: number;
  readonly processes: number;
}

/** What an app holds now, in MB, by kind of process. */
export function heldBy(root: number): Held {
  const sums = { main: 0, window: 0, helper: 0, chromium: 0 };
  const family = familyOf(root);
  for (const pid of family) {
    let line = '';
    try {
      line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      // It ended while we looked.
      continue;
    }
    sums[pid === root ? 'main' : kindOf(line)] += pssOf(pid);
  }
  return { ...sums, processes: family.length };
}
