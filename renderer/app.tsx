import { QueryClientProvider, useSuspenseQuery } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { orpc } from './api/client';
import { queryClient } from './api/query-client';
import { Appearance } from './appearance';
import { Opening } from './shell/opening';
import { Recovery } from './shell/recovery';
import { ScreenBoundary } from './shell/screen-boundary';
import { warmScreens } from './shell/screens';
import { Shell } from './shell/shell';

export const App = () => (
  <QueryClientProvider client={queryClient}>
    <ScreenBoundary>
      <Suspense fallback={<Opening />}><Appearance><Suspense fallback={null}><Start /></Suspense></Appearance></Suspense>
    </ScreenBoundary>
  </QueryClientProvider>
);

function Start() {
  const { data: startup } = useSuspenseQuery(orpc.app.startup.queryOptions());
  useEffect(warmScreens, []);
  return startup.kind === 'ok' ? <Shell /> : <Recovery startup={startup} />;
}
