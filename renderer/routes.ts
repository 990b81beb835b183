import { useSyncExternalStore } from 'react';

export const settingsSections = ['brands', 'publishing', 'media-host', 'appearance', 'security', 'notifications', 'data', 'about'] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** A place in the window, and what its address may carry. */
export type Route =
  | { readonly name: 'today' }
  | { readonly name: 'calendar'; readonly view: string | null; readonly date: string | null }
  | { readonly name: 'compose'; /** `new` makes a draft first. */ readonly postId: string }
  | { readonly name: 'publication'; readonly id: string }
  | { readonly name: 'accounts'; readonly id: string | null }
  | { readonly name: 'settings'; readonly section: SettingsSection }
  | { readonly name: 'bin' }
  | { readonly name: 'welcome' };
export type RouteName = Route['name'];

/** The route an address names; null when it names none, so that a hostile link leads nowhere. */
export function parseRoute(address: string): Route | null {
  const [path = '', search = ''] = address.split('?', 2);
  const [, first = '', second = '', ...rest] = path.split('/');
  const query = new URLSearchParams(search);
  if (rest.length > 0) return null;
  switch (first) {
    case 'today': return { name: 'today' };
    case 'calendar': return { name: 'calendar', view: query.get('view'), date: query.get('date') };
    case 'compose': return isId(second) || second === 'new' ? { name: 'compose', postId: second } : null;
    case 'publication': return isId(second) ? { name: 'publication', id: second } : null;
    case 'accounts': return { name: 'accounts', id: isId(second) ? second : null };
    case 'settings': return { name: 'settings', section: settingsSections.find((section) => section === second) ?? 'brands' };
    case 'bin': return { name: 'bin' };
    case 'welcome': return { name: 'welcome' };
    default: return null;
  }
}

const isId = (text: string): boolean => /^[0-9a-f-]{36}$/i.test(text);

/** Where the window starts and where an unknown address leads. */
const home: Route = { name: 'calendar', view: null, date: null };

const address = (): string => window.location.hash.slice(1);

/** Goes to an address such as `/compose/<id>`. `replace` leaves no step for Back. */
export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  if (address() === to) return;
  if (options.replace === true) {
    window.history.replaceState(null, '', `#${to}`);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else window.location.hash = to;
}

/** Back where the person came from, or to the calendar when there is nothing behind. */
export function goBack(): void {
  if (window.history.length > 1) window.history.back();
  else navigate('/calendar');
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export const useAddress = (): string => useSyncExternalStore(subscribe, address);

/** The route at this moment, outside a component. */
export const currentRoute = (): Route => parseRoute(address()) ?? home;

export const useRoute = (): Route => parseRoute(useAddress()) ?? home;
