import { Suspense, useEffect, useRef, useState } from 'react';
import { useBrands } from '#renderer/api/brand';
import { ConfirmHost } from '#renderer/components/confirm-dialog';
import { ToastHost } from '#renderer/components/toast';
import { type Route, type RouteName, useRoute } from '#renderer/routes';
import { useFirstLook } from '#renderer/stores/first-look';
import { NewBrandDialog } from './new-brand-dialog';
import { Palette } from './palette';
import { Rail } from './rail';
import { ReadFailure } from './read-failure';
import { ScreenBoundary } from './screen-boundary';
import { screenOf, titles } from './screens';
import { ShortcutsDialog } from './shortcuts-dialog';
import { UnlockDialog } from './unlock-dialog';
import { useMainEvents } from './use-main-events';
import { useNarrowRail } from './use-narrow-rail';
import { useShortcuts } from './use-shortcuts';

/** Everything around the screens. */
export function Shell() {
  useShortcuts();
  useMainEvents();
  const narrow = useNarrowRail();
  return (
    <div className="shell" data-narrow={narrow}>
      <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus(); }}>Go to the content</a>
      <Rail narrow={narrow} />
      <Screen />
      <Palette />
      <NewBrandDialog />
      <ShortcutsDialog />
      <UnlockDialog />
      <ConfirmHost />
      <ToastHost />
    </div>
  );
}

/** Another post is another screen; another month is the same one. */
const placeOf = (route: Route): string => (route.name === 'compose' ? `compose/${route.postId}` : route.name);

function Screen() {
  const asked = useRoute();
  const { brand } = useBrands();
  // Without a brand there is nothing to show but the way to make one, the settings, and the bin that may have one.
  const route: Route = brand === null && asked.name !== 'settings' && asked.name !== 'bin' ? { name: 'welcome' } : asked;
  const ready = useFirstLook((look) => look.ready);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${titles[route.name]} · Linnet`;
    if (first.current) first.current = false;
    else if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [route.name]);
  return (
    <main id="main" className="main" ref={main} tabIndex={-1}>
      <ReadFailure />
      {ready && (
        <ScreenBoundary key={placeOf(route)}>
          <Suspense fallback={null}><Shown key={brand?.id} name={route.name} /></Suspense>
        </ScreenBoundary>
      )}
    </main>
  );
}

/** One screen for as long as it is shown: a screen that comes late stays the component it began as. */
function Shown({ name }: { readonly name: RouteName }) {
  const [View] = useState(() => screenOf(name));
  return <View />;
}
