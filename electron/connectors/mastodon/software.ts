/**
 * Real Mastodon, or another server that speaks its client API. Others put themselves into the version in brackets
 * ("2.7.2 (compatible; Pleroma 2.4.5)", "4.0.0 (not true; really snac/2.96)") or count from their own 0.x (GoToSocial).
 * Only Mastodon is known to honour Idempotency-Key and scheduled_at, so doubt means "other".
 */
export function softwareOf(version: string): 'mastodon' | 'other' {
  const major = /^(\d{1,3})\.\d{1,3}\.\d{1,3}(?:[-+.][a-z0-9.+-]*)?$/i.exec(version)?.[1];
  return major !== undefined && Number(major) >= 3 ? 'mastodon' : 'other';
}
