import type { Json } from '#core/json';

/** What a network answered, for reading: what was asked and how it ended on one line, then its words as it wrote them. */
export function exactWords(answer: Json): string {
  if (typeof answer === 'string') return unfolded(answer);
  if (answer === null || typeof answer !== 'object' || Array.isArray(answer)) return JSON.stringify(answer, null, 2);
  const { request, status, body, durationMs, ...rest } = answer as Readonly<Record<string, Json>>;
  // Something else than an exchange: nothing of it is left out.
  if (typeof request !== 'string' || typeof body !== 'string' || typeof durationMs !== 'number' || Object.keys(rest).length > 0) return JSON.stringify(answer, null, 2);
  const end = typeof status === 'number' ? String(status) : 'no answer';
  return [`${request}: ${end} after ${durationMs} ms`, ...(body === '' ? [] : [unfolded(body)])].join('\n\n');
}

function unfolded(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
