import './styles';
import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { frameIsHere, mainAnswers } from './api/client';
import { askFirst } from './api/first-answers';
import { queryClient } from './api/query-client';
import { tellUnheard } from './api/unheard';
import { App } from './app';
import { currentRoute } from './routes';
import { collectAtRest } from './shell/rest';
import { loadScreen } from './shell/screens';
import { useFirstLook } from './stores/first-look';
import { showToast } from './stores/toast';

/** So long the window stays empty rather than half drawn; a slow disk or a busy machine gets what there is then, and the rest when it comes. */
const WHOLE_WITHIN_MS = 600;

/** Draws the frame of the window, and its screen once, when it has what it needs. */
async function begin(): Promise<void> {
  const late = new Promise<void>((resolve) => { setTimeout(resolve, WHOLE_WITHIN_MS); });
  const screen = loadScreen(currentRoute().name);
  const whole = async (): Promise<void> => {
    if (!(await askFirst(screen))) await loadScreen('welcome');
  };
  const by = await Promise.race([frameIsHere, late]);
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no root element');
  let isWhole = false;
  const all = whole().then(() => { isWhole = true; });
  if (by === 'last run') {
    // The person looks at it already; it answers a moment later.
    root.ariaBusy = 'true';
    void mainAnswers.then(() => { root.ariaBusy = null; });
    // In one drawing, unless something is asked otherwise than it was then: another month, another day.
    await Promise.race([all, new Promise<void>((resolve) => { setTimeout(resolve, 0); })]);
  }
  if (isWhole) useFirstLook.setState({ ready: true });
  // At once: what is drawn in the script's first turn is compiled only once, since V8 keeps what that turn compiled.
  flushSync(() => { createRoot(root).render(<StrictMode><App /></StrictMode>); });
  window.linnetDrawn?.();
  await Promise.race([all, late]);
  useFirstLook.setState({ ready: true });
}
tellUnheard((text) => { showToast({ text }); });
collectAtRest(window, (stirred) => queryClient.getQueryCache().subscribe(({ type }) => { if (type === 'updated') stirred(); }));
void begin();
