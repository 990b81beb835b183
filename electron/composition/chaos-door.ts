import { app } from 'electron';
import type { OnStep } from '../features/publishing/steps';

/**
 * For the chaos run only, and never in a package: no window, a kill at a named step (`LINNET_CHAOS_KILL_AT=step:n`, the n-th time
 * that step is reached), and a blind engine that proves the run can fail (`LINNET_CHAOS_RECONCILIATION=off`).
 */
export const isChaos = (): boolean => !app.isPackaged && process.env['LINNET_CHAOS'] === '1';

export function chaosStep(): OnStep | undefined {
  const [step, nth] = (isChaos() ? (process.env['LINNET_CHAOS_KILL_AT'] ?? '') : '').split(':');
  if (step === undefined || step === '') return undefined;
  let left = Math.max(1, Number(nth ?? '1'));
  return (reached) => {
    if (reached !== step) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}

export const chaosReconciliation = (): 'on' | 'off' => (isChaos() && process.env['LINNET_CHAOS_RECONCILIATION'] === 'off' ? 'off' : 'on');
