const DEEPEST = 5;

/** One part of a log line, whatever it is: a log must never be what fails. An error tells what caused it too. */
export function logText(part: unknown, depth = 0): string {
  if (typeof part === 'string') return part;
  if (part instanceof Error) {
    const own = part.stack ?? part.message;
    return part.cause === undefined || depth >= DEEPEST ? own : `${own}\nCaused by: ${logText(part.cause, depth + 1)}`;
  }
  try {
    return JSON.stringify(part) ?? String(part);
  } catch {
    return unwritable(part);
  }
}

/** A value with a circle, a bigint, or a `toJSON` that throws. */
function unwritable(part: unknown): string {
  try {
    return String(part);
  } catch {
    return '(a value that cannot be written)';
  }
}
