import { type MantineColorSchemeManager, MantineProvider } from '@mantine/core';
import { type ReactNode, useLayoutEffect, useSyncExternalStore } from 'react';
import { usePreferences } from './api/preferences';
import { theme } from './theme';

const nothing = (): void => undefined;
/** The theme is a preference of ours. Mantine's own store is the page's local storage, which takes 20 ms of a start to be opened. */
const unstored: MantineColorSchemeManager = { get: (scheme) => scheme, set: nothing, subscribe: nothing, unsubscribe: nothing, clear: nothing };

const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  systemDark.addEventListener('change', listener);
  return () => systemDark.removeEventListener('change', listener);
}

/** Theme, contrast, density and text size as the person or the system wants them, written on the root element for the style sheets. */
export function Appearance({ children }: { readonly children: ReactNode }) {
  const [{ theme: wanted, contrast, density, textScale }] = usePreferences();
  const dark = useSyncExternalStore(subscribe, () => systemDark.matches);
  const scheme = wanted === 'system' ? (dark ? 'dark' : 'light') : wanted;
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset['theme'] = scheme;
    dataset['contrast'] = contrast;
    dataset['density'] = density;
    dataset['textScale'] = String(textScale);
  }, [scheme, contrast, density, textScale]);
  // The variables of the theme are a style sheet (styles/mantine-variables.css), not written into the page while it is drawn.
  return <MantineProvider theme={theme} withCssVariables={false} withGlobalClasses={false} colorSchemeManager={unstored} forceColorScheme={scheme}>{children}</MantineProvider>;
}
