import './styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { orpc } from './api/client';
import { queryClient } from './api/query-client';
import { App } from './app';
import { currentRoute } from './routes';
import { loadScreen } from './shell/screens';

// Asked for together, before the first component needs them one after the other.
void queryClient.prefetchQuery(orpc.app.startup.queryOptions());
void queryClient.prefetchQuery(orpc.app.preferences.get.queryOptions());
void queryClient.prefetchQuery(orpc.app.info.queryOptions());
void queryClient.prefetchQuery(orpc.brands.list.queryOptions());
loadScreen(currentRoute().name);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root element');
createRoot(root).render(<StrictMode><App /></StrictMode>);
