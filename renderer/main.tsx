import './styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { askFirst } from './api/first-answers';
import { tellUnheard } from './api/unheard';
import { App } from './app';
import { currentRoute } from './routes';
import { loadScreen } from './shell/screens';
import { showToast } from './stores/toast';

/** So long the window stays empty rather than half drawn; a slow disk or a busy machine gets the shell then, and the rest when it comes. */
const WHOLE_WITHIN_MS = 600;

/** Draws the window once, when it has what it needs. */
async function begin(): Promise<void> {
  const late = new Promise<void>((resolve) => { setTimeout(resolve, WHOLE_WITHIN_MS); });
  const whole = async (): Promise<void> => {
    if (!(await askFirst(loadScreen(currentRoute().name)))) await loadScreen('welcome');
  };
  await Promise.race([whole(), late]);
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no root element');
  createRoot(root).render(<StrictMode><App /></StrictMode>);
}
tellUnheard((text) => { showToast({ text }); });
void begin();
