import type { IncomingMessage, ServerResponse } from 'node:http';

interface Answer { readonly status: number; readonly headers?: Readonly<Record<string, string>> }

/**
 * The login page that a person sees at a network, for tests with a real window: a name, and a button that agrees. Off, the network
 * takes every caller for one who has agreed already.
 * @param agree what the network answers to who agreed: back to the redirect
 */
export function createLoginPage(agree: (query: URLSearchParams) => Answer) {
  const page = {
    on: false,
    /** What each agreeing brought along of cookies; then it is given one. */
    cookies: [] as string[],
    /** What the network got wrong, or somebody on the way. */
    spoil: (_to: URL): void => undefined,
    /** More of the page, such as links that a hostile one would have. */
    more: (_query: URLSearchParams): string => '',
    /** Whether it was this page's to answer. */
    handle(request: IncomingMessage, response: ServerResponse): boolean {
      const at = new URL(request.url ?? '/', 'http://x');
      if (!page.on || !['/oauth/authorize', '/oauth/agree'].includes(at.pathname)) return false;
      if (at.pathname === '/oauth/authorize') {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(
          `<!doctype html><html lang="en"><head><title>Your bank, honestly</title></head><body><main><h1>Log in</h1><form method="post" action="/oauth/agree${at.search.replaceAll('&', '&amp;')}">` +
          `<label>Name <input name="name"></label> <button>Log in and allow</button></form>${page.more(at.searchParams)}<p id="seen"></p></main>` +
          `<script>seen.textContent = 'seen ' + (localStorage.getItem('seen') ?? 'never'); localStorage.setItem('seen', 'before'); document.cookie = 'script=1; max-age=1000000';</script></body></html>`,
        );
        return true;
      }
      page.cookies.push(request.headers.cookie ?? '');
      const { status, headers } = agree(at.searchParams);
      const to = new URL(headers?.['location'] ?? 'about:blank');
      page.spoil(to);
      response.writeHead(status, { location: to.href, 'set-cookie': 'network=logged-in; Max-Age=1000000; Path=/; HttpOnly' }).end();
      return true;
    },
  };
  return page;
}
