import { errorLine } from '#renderer/messages/errors';
import { showToast } from '#renderer/stores/toast';
import { act } from './act';
import { client } from './client';

/** Opens a page in the system's browser; where there is none, its address is there to be copied. */
export async function openAddress(url: string): Promise<void> {
  await act(client.app.openExternal({ url }), {
    onError: (error) => {
      if (error.code !== 'no-browser') return showToast({ text: errorLine(error) });
      showToast({ text: `No browser could be opened. Copy the address and open it by hand: ${url}`, act: { label: 'Copy address', run: () => { copy(url); } } });
    },
  });
}

function copy(url: string): void {
  navigator.clipboard.writeText(url).then(() => showToast({ text: 'The address is copied' }), () => showToast({ text: `The address could not be copied. It is ${url}` }));
}
