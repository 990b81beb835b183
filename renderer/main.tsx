import './styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { orpc } from './api/client';
import { queryClient } from './api/query-client';
import { App } from './app';

// Asked for together, before the first component needs them one after the other.
void queryClient.prefetchQuery(orpc.app.startup.queryOptions());
void queryClient.prefetchQuery(orpc.app.preferences.get.queryOptions());
void queryClient.prefetchQuery(orpc.app.info.queryOptions());

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root element');
createRoot(root).render(<StrictMode><App /></StrictMode>);
