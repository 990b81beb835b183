import type { z } from 'zod';
import { err, ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { HttpAnswer } from './http';
import type { Effect } from './outcome';

/** The checked JSON of a successful answer. One that does not fit: after a commit nobody knows what was done, otherwise the server is out of order. */
export function readJson<T>(answer: Pick<HttpAnswer, 'json' | 'log'>, effect: Effect, shape: z.ZodType<T>): Result<T, ConnectorError> {
  const parsed = shape.safeParse(answer.json);
  if (parsed.success) return ok(parsed.data);
  return err({ type: effect === 'commits' ? 'unknown' : 'unavailable', detail: 'the answer does not have the expected fields', answer: answer.log });
}
