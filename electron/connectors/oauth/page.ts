import { createHash } from 'node:crypto';

/**
 * The page a person's browser ends on. It is served by us on loopback, so its words live here and not with the window's.
 * No script, nothing loaded, and no referrer: the address above it holds the code.
 */
export type PageKind = 'connected' | 'denied' | 'failed' | 'not-ours';

export interface PageWords {
  readonly title: string;
  readonly text: string;
}

const WORDS: Readonly<Record<PageKind, PageWords>> = {
  connected: { title: 'Back to Linnet', text: 'Linnet has the answer and finishes connecting your account. You can close this page.' },
  denied: { title: 'Nothing was connected', text: 'You did not give Linnet access, and nothing has changed. You can close this page.' },
  failed: { title: 'The network did not agree', text: 'No account was connected. Linnet says what the network answered. You can close this page.' },
  'not-ours': {
    title: 'This answer was not for Linnet',
    text: 'Linnet did not ask for it and has ignored it. If you were connecting an account, start again from the Accounts screen.',
  },
};

const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;' +
  'background:Canvas;color:CanvasText}main{max-width:28rem;padding:2rem}h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}p{margin:0}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
  connection: 'close',
};

/** The words hold no input of anybody, so there is nothing to escape. */
export function renderPage(kind: PageKind): string {
  const { title, text } = WORDS[kind];
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`
  );
}
