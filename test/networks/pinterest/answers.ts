export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  /** In place of JSON. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
export const refuse = (status: number, code: number, message: string): Answer => ({ status, json: { code, message, status: 'failure' } });

export const APP = { id: '1500001', secret: 'the-app-secret-of-harrow-and-clay' } as const;
