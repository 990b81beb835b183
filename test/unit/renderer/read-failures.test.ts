import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { readAgain, readError } from '#renderer/api/read-failures';

it('a read that failed is known for as long as somebody looks at it, until it works', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } });
  let works = false;
  const observer = new QueryObserver(client, { queryKey: ['drafts'], queryFn: async () => { if (!works) throw new Error('the disk'); return ['a post']; } });
  const stop = observer.subscribe(() => undefined);
  await expect.poll(() => readError(client)).toMatchObject({ message: 'the disk' });
  await readAgain(client);
  expect(readError(client)).toMatchObject({ message: 'the disk' });
  works = true;
  await readAgain(client);
  expect(readError(client)).toBeNull();
  expect(observer.getCurrentResult().data).toEqual(['a post']);
  works = false;
  await client.refetchQueries();
  expect(readError(client)).toMatchObject({ message: 'the disk' });
  stop();
  expect(readError(client)).toBeNull();
});
