import type { IncomingHttpHeaders } from 'node:http';
import type { Person } from './mastodon-shapes';

/** What the double keeps of logins, and what it is asked and answers. */
export interface App {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  readonly redirects: readonly string[];
  readonly scopes: string;
}
export interface Grant {
  readonly app: App;
  readonly redirect: string;
  readonly scope: string;
  readonly challenge: string | null;
  used: boolean;
}
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly me: Person | null;
}
