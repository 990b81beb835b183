import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { Button } from '#renderer/components/button';
import { Disclosure, RawText } from '#renderer/components/disclosure';
import { count } from '#renderer/format';
import { hostKinds, hostProblemWords } from '#renderer/messages/media-host';
import { confirm } from '#renderer/stores/confirm';
import { MediaHostForm } from './media-host-form';
import { Part, Setting } from './setting';

type Tested = 'testing' | Awaited<ReturnType<typeof client.mediaHost.test>>;

export function MediaHostSettings() {
  const { data } = useQuery(orpc.mediaHost.get.queryOptions());
  const [tested, setTested] = useState<Tested | null>(null);
  const [left, setLeft] = useState<readonly string[]>([]);
  if (data === undefined) return null;
  const { settings } = data;
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: orpc.mediaHost.key() });
  const test = async (): Promise<void> => {
    setTested('testing');
    setTested(await client.mediaHost.test().catch(() => null));
    await refresh();
  };
  const remove = async (): Promise<void> => {
    if (!(await confirm({ title: 'Forget this media host?', body: 'Linnet takes its own files away from there and forgets the password or key. Posts with pictures for Threads, and for Instagram accounts without a Page, cannot go out until another host is set.', act: 'Forget it', danger: true }))) return;
    setLeft((await client.mediaHost.remove()).left);
    setTested(null);
    await refresh();
  };
  return (
    <>
      <Part title="What it is for">
        <p className="help">Threads and Instagram take no pictures from this computer: they fetch them from an address on the web. A media host is a small place of yours on the web for that. Linnet puts a picture there just before it goes out and takes it away once the network has it. Posts without pictures need none, and neither do the other networks, nor Instagram accounts that were connected by their Page.</p>
      </Part>
      {settings !== null && (
        <Part title="In use">
          <Setting name={`${hostKinds[settings.kind].name}: ${settings.kind === 's3' ? settings.bucket : new URL(settings.publicAddress).host}`} help={statusOf(data)}>
            <span className="row"><Button icon={IconPlugConnected} disabled={tested === 'testing'} onClick={() => { void test(); }}>{tested === 'testing' ? 'Testing' : 'Test it'}</Button><Button onClick={() => { void remove(); }}>Forget it</Button></span>
          </Setting>
          <div role="status">{tested !== null && tested !== 'testing' && <TestVerdict tested={tested} />}</div>
        </Part>
      )}
      {left.length > 0 && (
        <div className="verdict" data-tone="warning">
          <p className="what">{count(left.length, 'file')} could not be taken away from the old place</p>
          <p>Linnet has no login there any more. Delete what begins with “linnet-” there yourself.</p>
          <Disclosure label="Their names"><RawText>{left.join('\n')}</RawText></Disclosure>
        </div>
      )}
      <Part title={settings === null ? 'Set one up' : 'Change it'}>
        <MediaHostForm key={JSON.stringify(settings)} saved={settings} hasSecret={data.secret === 'kept'} onSaved={(names) => { setLeft(names); void refresh().then(test); }} />
      </Part>
    </>
  );
}

function statusOf({ secret, overdue }: { readonly secret: 'kept' | 'missing' | 'locked'; readonly overdue: number }): string {
  if (secret === 'locked') return 'Its password or key is in the vault, which is locked. Pictures wait until it is open.';
  if (secret === 'missing') return 'Its password or key is not on this computer. Type it below and save.';
  return overdue === 0 ? 'It serves every account whose network fetches pictures. Nothing lies there that is not needed.' : `${count(overdue, 'file')} could not be taken away yet. Linnet tries again every hour.`;
}

function TestVerdict({ tested }: { readonly tested: Exclude<Tested, 'testing'> }) {
  if (tested.ok) return <div className="verdict" data-tone="success"><p className="what">It works</p><p>A tiny picture was put there, fetched as a network would, and taken away again.</p></div>;
  const { what, where, todo } = hostProblemWords(tested.problem, tested.step);
  return (
    <div className="verdict" data-tone="danger">
      <p className="what">{what}</p>
      <p>{where} {todo}</p>
      {tested.detail !== '' && <Disclosure label="The host’s own words"><RawText>{tested.detail}</RawText></Disclosure>}
    </div>
  );
}
