import type { Brand } from '#core/contract/brands';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { removeSample } from '#renderer/api/sample';
import { Button } from '#renderer/components/button';
import { errorLine } from '#renderer/messages/errors';
import { confirm } from '#renderer/stores/confirm';
import { showToast } from '#renderer/stores/toast';
import { Part, Setting } from './setting';

const refresh = (): Promise<void> => queryClient.invalidateQueries();

async function remove(brand: Brand): Promise<void> {
  const yes = await confirm({ title: `Remove ${brand.name}?`, body: 'The brand and its posts go to the bin, and nothing of it is published any more. What is out stays out. It can be brought back from the bin (Settings, Data and back-up).', act: 'Remove the brand', danger: true });
  if (!yes) return;
  const answer = await client.brands.remove({ id: brand.id });
  await refresh();
  if (!answer.ok) showToast({ text: errorLine(answer.error) });
  else showToast({ text: `${brand.name} is in the bin`, undo: () => { void act(client.brands.restore({ id: brand.id })).then(refresh); } });
}

export const BrandRemoval = ({ brand }: { readonly brand: Brand }) => (
  <Part title="Remove">
    {brand.isSample
      ? <Setting name="This is the sample brand" help="Its posts, pictures and practice accounts go with it, at once. You can undo that for a moment, and make a new one any time."><Button kind="danger" onClick={() => { void removeSample(); }}>Remove the sample</Button></Setting>
      : <Setting name={`Move ${brand.name} to the bin`} help="Its accounts stop, its posts wait in the bin. It can be brought back from there."><Button kind="danger" onClick={() => { void remove(brand); }}>Remove the brand</Button></Setting>}
  </Part>
);
