import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Protocol } from 'electron';

/** The window's own pages come from this scheme: a real origin, secure, and nothing outside the renderer folder. */
export const APP_ORIGIN = 'linnet-app://window';
export const appScheme = { scheme: 'linnet-app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } } as const;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.woff2': 'font/woff2', '.json': 'application/json', '.wasm': 'application/wasm',
};

/** Mantine writes style elements at run time, hence the one `unsafe-inline`, for styles only. */
export const contentSecurityPolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' linnet-media: data: blob:", "font-src 'self'",
  "connect-src 'self' linnet-media:", "media-src linnet-media: blob:", "form-action 'none'", "frame-ancestors 'none'", "base-uri 'none'",
].join('; ');

/** The file behind a URL of ours, or null when it points out of the folder. */
export function fileFor(folder: string, url: string): string | null {
  const { host, pathname } = new URL(url);
  if (host !== 'window') return null;
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const file = normalize(join(folder, path === '/' ? 'index.html' : path));
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? file : null;
}

const headers = { 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff' };

/** The file and its type behind a URL of ours; null for anything else. */
function servable(folder: string, url: string): { readonly path: string; readonly mimeType: string } | null {
  const path = fileFor(folder, url);
  const mimeType = path === null ? undefined : types[extname(path)];
  return path === null || mimeType === undefined ? null : { path, mimeType };
}

/**
 * What the page is made of, named before its text: Chromium asks for it at once, while the page's process still waits
 * for the one that draws. Links without a page of ours to name them in are none.
 */
export function linksOf(html: string): string {
  const links = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)].flatMap(([tag]) => {
    const path = /\b(?:src|href)="\.?(\/(?!\/)[^"]+)"/.exec(tag)?.[1];
    if (path === undefined) return [];
    if (tag.startsWith('<script')) return [`<${path}>; rel=modulepreload`];
    return [`<${path}>; rel=preload; ${tag.includes('"font"') ? 'as=font; type="font/woff2"' : 'as=style'}; crossorigin`];
  });
  return links.join(', ');
}

const NOT_FOUND = -6;

/**
 * Chromium reads the files itself where it still can (`registerFileProtocol`, deprecated but there): answering by
 * `handle` loads Node's whole fetch first, 40 ms of every start. Without it the same files go through `handle`.
 */
export function serveApp(protocol: Protocol, folder: string): void {
  const headersOf = (path: string): Record<string, string> => (extname(path) === '.html' ? { ...headers, link: linksOf(readFileSync(path, 'utf8')) } : headers);
  if (typeof protocol.registerFileProtocol === 'function') {
    protocol.registerFileProtocol(appScheme.scheme, ({ url }, answer) => {
      const file = servable(folder, url);
      answer(file === null ? { error: NOT_FOUND } : { path: file.path, mimeType: file.mimeType, headers: headersOf(file.path) });
    });
    return;
  }
  protocol.handle(appScheme.scheme, async ({ url }) => {
    const file = servable(folder, url);
    try {
      return file === null ? new Response('Not here', { status: 404 }) : new Response(new Uint8Array(await readFile(file.path)), { headers: { ...headersOf(file.path), 'content-type': file.mimeType } });
    } catch {
      return new Response('Not here', { status: 404 });
    }
  });
}
