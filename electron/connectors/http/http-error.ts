import type { HttpFailure } from './http';

/** Thrown by `Http.fetch` alone, where a library wants a throw. */
export class HttpError extends TypeError {
  override readonly name = 'HttpError';
  constructor(readonly failure: HttpFailure) {
    super(`${failure.log.request}: ${failure.type} (${failure.detail})`);
  }
}
