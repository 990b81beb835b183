import { useEffect } from 'react';
import { client, orpc } from '#renderer/api/client';
import { startComposing } from '#renderer/api/compose';
import { type Command, listenToEvents } from '#renderer/api/events';
import { setPreferences } from '#renderer/api/preferences';
import { queryClient } from '#renderer/api/query-client';
import { noticeLine } from '#renderer/messages/notices';
import { navigate, parseRoute } from '#renderer/routes';
import { showToast, undoLast } from '#renderer/stores/toast';
import { useUi } from '#renderer/stores/ui';
import { isTyping } from './is-typing';
import { setAllPaused } from './publisher-foot';

/** Does what the native menu, the tray, a notification or a link asks for. */
export function useMainEvents(): void {
  useEffect(() => listenToEvents({
    open: (route) => { if (parseRoute(route) !== null) navigate(route); },
    command: (command) => { void run(command); },
    notice: (notice) => showToast({ text: noticeLine(notice.code, notice.params) }),
  }), []);
}

export async function run(command: Command): Promise<void> {
  switch (command) {
    case 'compose': await composeInBrand(); return;
    case 'palette': useUi.getState().openOverlay('palette'); return;
    case 'undo': if (isTyping(document.activeElement) || !undoLast()) document.execCommand('undo'); return;
    case 'toggle-theme': await toggleTheme(); return;
    case 'pause-all': await setAllPaused(true); return;
    case 'resume-all': await setAllPaused(false);
  }
}

export async function composeInBrand(text = ''): Promise<void> {
  const [brands, preferences] = await Promise.all([
    queryClient.ensureQueryData(orpc.brands.list.queryOptions()), queryClient.ensureQueryData(orpc.app.preferences.get.queryOptions()),
  ]);
  const brand = brands.find((each) => each.id === preferences.lastBrandId) ?? brands[0];
  if (brand !== undefined) await startComposing({ brandId: brand.id, text });
}

export const toggleTheme = (): Promise<void> => setPreferences({ theme: document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark' });

export const pauseOrResume = async (): Promise<void> => setAllPaused(!(await client.publishing.status()).paused);
