export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Graph's error body. */
export const refuse = (status: number, code: number, message: string, subcode?: number): Answer => ({
  status, body: { error: { message, type: 'OAuthException', code, ...(subcode === undefined ? {} : { error_subcode: subcode }), is_transient: false, fbtrace_id: 'AbCdEfGhIjK' } },
});
export const noSuch = (id: string): Answer =>
  refuse(400, 100, `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`, 33);
export const done: Answer = { status: 200, body: { success: true } };
/** `2026-11-22T09:00:00+0000`: whole seconds, and a zone without a colon. */
export const instant = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+0000`;

/** The names at the top of `a,b{c,d},e.limit(0){f}`, and nothing but them and the id of what is shown. */
export function only(whole: Readonly<Record<string, unknown>>, fields: string | null): Readonly<Record<string, unknown>> {
  const names = (fields ?? 'id').replace(/\{[^}]*\}/g, '').replace(/\.\w+\([^)]*\)/g, '').split(',');
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name === 'id' || names.includes(name)));
}

export function list(all: readonly Readonly<Record<string, unknown>>[], query: URLSearchParams): Answer {
  const size = Number(query.get('limit') ?? '25');
  const start = Number(query.get('after')?.slice(1) ?? '0');
  const more = start + size < all.length;
  const data = all.slice(start, start + size).map((one) => only(one, query.get('fields')));
  return { status: 200, body: { data, ...(data.length === 0 ? {} : { paging: { cursors: { before: `c${start}`, after: `c${start + size}` }, ...(more ? { next: 'https://graph.facebook.com/next' } : {}) } }) } };
}
