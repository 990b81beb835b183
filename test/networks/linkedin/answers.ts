export interface Answer {
  readonly status: number;
  /** An object is sent as JSON, a string as a page. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `{status, code, message, serviceErrorCode}`, as LinkedIn writes every error of its API. */
export const apiError = (status: number, message: string, more: Readonly<Record<string, unknown>> = {}): Answer => ({ status, body: { status, message, ...more } });

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
