export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Graph's error body. */
export const refuse = (status: number, code: number, message: string, subcode?: number): Answer => ({
  status, body: { error: { message, type: code === 190 || code === 10 ? 'OAuthException' : 'GraphMethodException', code, ...(subcode === undefined ? {} : { error_subcode: subcode }), is_transient: false, fbtrace_id: 'AbCdEfGhIjK' } },
});
export const noSuch = (id: string): Answer =>
  refuse(400, 100, `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`, 33);
export const done: Answer = { status: 200, body: { success: true } };
/** `2026-11-22T09:00:00+0000`: whole seconds, and a zone without a colon. */
export const instant = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+0000`;
