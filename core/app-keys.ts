/** The field that names a person's own app at a network. */
const APP_ID = 'clientId';

/**
 * Which of the kept fields stand in for what was not typed. The secret of one app is of no use to another, so where an app is
 * named anew, nothing of the kept one is taken along.
 */
export function standingIn(kept: readonly string[], typed: Readonly<Record<string, string>>): readonly string[] {
  const isTyped = (field: string): boolean => (typed[field] ?? '').trim() !== '';
  return isTyped(APP_ID) ? [] : kept.filter((field) => !isTyped(field));
}
