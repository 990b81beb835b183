/** Where a `linnet://` link may lead. Anything else is refused: a link comes from anybody. */
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}';
const routes: readonly (readonly [RegExp, (id: string) => string])[] = [
  [/^linnet:\/\/(today|calendar|accounts)\/?$/, (screen) => `/${screen}`],
  [/^linnet:\/\/settings(?:\/([a-z-]{1,30}))?\/?$/, (section) => `/settings/${section || 'brands'}`],
  [new RegExp(`^linnet://post/(${uuid})/?$`), (id) => `/compose/${id}`],
  [new RegExp(`^linnet://publication/(${uuid})/?$`), (id) => `/publication/${id}`],
  [/^linnet:\/\/compose\/?$/, () => '/compose/new'],
];

/** The route for the window, or null when the link is not one of ours. */
export function routeOfLink(link: string): string | null {
  if (link.length > 300) return null;
  for (const [pattern, route] of routes) {
    const found = pattern.exec(link);
    if (found !== null) return route(found[1] ?? '');
  }
  return null;
}

/** The first argument of a second start that is a link of ours. */
export const linkInArguments = (argv: readonly string[]): string | null => argv.find((a) => a.startsWith('linnet:')) ?? null;
