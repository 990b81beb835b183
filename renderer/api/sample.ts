import { errorLine } from '#renderer/messages/errors';
import { showToast } from '#renderer/stores/toast';
import { act } from './act';
import { switchBrand } from './brand';
import { client } from './client';
import { queryClient } from './query-client';

/** One click, and a way back for as long as the toast is there. */
export async function removeSample(): Promise<void> {
  let gone = true;
  await act(client.brands.removeSample(), { onError: (error) => { gone = false; showToast({ text: errorLine(error) }); } });
  await queryClient.invalidateQueries();
  if (gone) showToast({ text: 'The sample brand is gone', undo: () => { void bringBack(); } });
}

async function bringBack(): Promise<void> {
  const brand = await act(client.brands.restoreSample());
  if (brand === null) return;
  await switchBrand(brand.id);
  await queryClient.invalidateQueries();
}
