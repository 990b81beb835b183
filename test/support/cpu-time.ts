import { readFileSync } from 'node:fs';

// What work costs, whatever else the machine is doing meanwhile: a time on the clock counts the others' turns as well.

// Node 22 has it for the whole process only.
const used = typeof process.threadCpuUsage === 'function' ? process.threadCpuUsage.bind(process) : process.cpuUsage.bind(process);

/** Processor time of this thread for the work, in milliseconds. */
export function cpuMs(work: () => unknown): number {
  const before = used();
  work();
  const { user, system } = used(before);
  return (user + system) / 1000;
}

/** Processor time of another process so far, in milliseconds, a hundredth of a second fine; null where the system does not tell it this way. */
export function cpuMsOf(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
