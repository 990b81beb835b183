import { QueryClient } from '@tanstack/react-query';
import { boundUnused } from './unused-queries';

/**
 * Local data: it never goes stale by age, only by an event from the main process, and there is nothing to retry. Answers
 * are dropped by count (below), never by age: the timer of one that is dropped as it comes is set after that, and held it.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

// The period before, the one after and one to come back to; a month of a busy brand is half a megabyte.
const UNUSED_ANSWERS = 3;
boundUnused(queryClient.getQueryCache(), UNUSED_ANSWERS);
