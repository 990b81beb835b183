import type { JsonObject } from '#core/json';
import { secretName } from '../features/accounts/sessions';
import type { PublishingOptions } from '../features/publishing/ports';
import type { OnStep } from '../features/publishing/steps';
import type { SecretStore } from '../shell/secrets';
import { isChaos } from './is-chaos';

/** A kill at a named step: `LINNET_CHAOS_KILL_AT=step:n`, the n-th time that step is reached. */
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

/**
 * A blind engine that proves the run can fail (`LINNET_CHAOS_RECONCILIATION=off`), and a shorter settle time
 * (`LINNET_CHAOS_SETTLE_MS`): the run's own server is never late by more than a few seconds, and a run of a thousand
 * kills would otherwise wait a minute after each.
 */
export function chaosPublishing(): PublishingOptions {
  if (!isChaos()) return {};
  const settleMs = Number(process.env['LINNET_CHAOS_SETTLE_MS'] ?? '0');
  return {
    reconciliation: process.env['LINNET_CHAOS_RECONCILIATION'] === 'off' ? 'off' : 'on',
    ...(settleMs > 0 ? { timing: { settleMs } } : {}),
  };
}

/** Logins of the run's accounts (`LINNET_CHAOS_SECRETS`), put into the app's own store where it has none of them yet. */
export function seedChaosSecrets(secrets: Pick<SecretStore, 'get' | 'set'>): void {
  const given = isChaos() ? process.env['LINNET_CHAOS_SECRETS'] : undefined;
  if (given === undefined) return;
  for (const [accountId, secret] of Object.entries(JSON.parse(given) as Record<string, JsonObject>)) {
    const known = secrets.get(secretName(accountId));
    if (known.ok && known.value === null) secrets.set(secretName(accountId), secret);
  }
}
