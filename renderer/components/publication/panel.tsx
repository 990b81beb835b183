import { useQuery } from '@tanstack/react-query';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import type { Publication } from '#core/contract/posts';
import { useBrands } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { Button, IconButton } from '#renderer/components/button';
import { titleOf } from '#renderer/components/chip';
import { Empty } from '#renderer/components/empty';
import { NetworkIcon } from '#renderer/components/network-icon';
import { pressed, shortcutText } from '#renderer/components/shortcuts';
import { errorLine } from '#renderer/messages/errors';
import { networkInText, networkName } from '#renderer/messages/networks';
import { stateWords } from '#renderer/messages/states';
import { navigate } from '#renderer/routes';
import { Chosen } from './chosen';
import { EditLive } from './edit-live';
import { Results } from './results';
import { Thread } from './thread';
import { OwnWord, Verdict } from './verdict';
import './publication.css';

interface PublicationPanelProps {
  readonly id: string;
  readonly onClose: () => void;
  /** Opens another publication of the same post. */
  readonly onOpen: (id: string) => void;
  /** The neighbour in what is listed beside; absent where there is none. */
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
}

/** Everything about one publication: how it stands, what happened, how it did, and how its siblings are. */
export function PublicationPanel({ id, onClose, onOpen, onPrevious, onNext }: PublicationPanelProps) {
  const { data } = useQuery(orpc.publishing.publication.queryOptions({ input: { id } }));
  const { brands } = useBrands();
  const format = useFormat();
  const now = useNow();
  const publication = data?.ok === true ? data.value.publication : undefined;
  const offer = data?.ok === true ? data.value.edit : null;
  const [changing, setChanging] = useState<string | null>(null);
  const [left, setLeft] = useState<string | null>(null);
  const edits = offer !== null && (changing === id || (offer.unsure !== null && left !== id));
  const brandId = data?.ok === true ? data.value.brandId : '';
  const { data: accounts } = useQuery(orpc.accounts.list.queryOptions({ input: { brandId }, enabled: brandId !== '' }));
  const zone = brands.find((brand) => brand.id === brandId)?.timeZone ?? format.userZone;

  const onKeyDown = (event: KeyboardEvent): void => {
    const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select, pre');
    if (event.defaultPrevented || typing) return;
    const go = event.key === 'ArrowUp' ? onPrevious : onNext;
    if (pressed('close', event)) onClose();
    else if (pressed('neighbour', event) && go !== undefined) go();
    else return;
    event.preventDefault();
  };
  const account = accounts?.find((each) => each.id === publication?.accountId);
  const name = publication === undefined ? '' : networkName(publication.network);
  return (
    <section className="panel-pane pub" data-pane tabIndex={-1} aria-label="Publication" onKeyDown={onKeyDown}>
      <header>
        {publication !== undefined && data?.ok === true && (
          <>
            <NetworkIcon network={publication.network} size={16} silent />
            <span className="m trunc" title={`${name}: ${data.value.accountHandle}`}>{data.value.accountHandle}</span>
            <span className="t2 small nowrap">{publication.dueAt === null ? '' : format.dayTime(publication.dueAt, zone, now)}</span>
          </>
        )}
        <span className="grow" />
        <IconButton icon={IconChevronUp} label="Previous" shortcut={shortcutText('neighbour')} size="sm" disabled={onPrevious === undefined} onClick={onPrevious} />
        <IconButton icon={IconChevronDown} label="Next" shortcut={shortcutText('neighbour', 1)} size="sm" disabled={onNext === undefined} onClick={onNext} />
        <IconButton icon={IconX} label="Close" shortcut={shortcutText('close')} size="sm" onClick={onClose} />
      </header>
      {data?.ok === false && <Empty act={<Button onClick={onClose}>Close</Button>}>{errorLine(data.error)}</Empty>}
      {publication !== undefined && data?.ok === true && (
        <>
          <div className="scroll grow">
            <Verdict publication={publication} account={account} zone={zone} editable={offer !== null} onEdit={offer === null || edits ? null : () => setChanging(id)} />
            <div className="pub-body">
              {offer !== null && edits && <EditLive key={`${id} ${offer.unsure === null ? '' : 'unsure'}`} publication={publication} offer={offer} account={account} onClose={() => { setChanging(null); setLeft(id); }} />}
              <p className="m pub-title" dir="auto" title={titleOf(data.value.title)}>{titleOf(data.value.title)}</p>
              <Chosen publication={publication} />
              <Results metrics={data.value.metrics} publication={publication} />
              <Thread activity={data.value.activity} network={networkInText(publication.network)} zone={zone} />
              {publication.state === 'unconfirmed' && <OwnWord publication={publication} />}
            </div>
          </div>
          <footer>
            <div className="grow small t2"><Siblings siblings={data.value.siblings} onOpen={onOpen} /></div>
            <Button kind="link" size="sm" onClick={() => navigate(`/compose/${publication.postId}`)}>Open the post</Button>
          </footer>
        </>
      )}
    </section>
  );
}

/** `LinkedIn went out and is fine.` Each leads to its own panel. */
function Siblings({ siblings, onOpen }: { readonly siblings: readonly Publication[]; readonly onOpen: (id: string) => void }) {
  if (siblings.length === 0) return <>It goes to this account only.</>;
  return (
    <span className="siblings">
      {siblings.map((sibling) => (
        <button key={sibling.id} type="button" className="btn ghost sm" onClick={() => onOpen(sibling.id)} title={stateWords[sibling.state].meaning}>
          <NetworkIcon network={sibling.network} size={12} silent />{networkName(sibling.network)}: {stateWords[sibling.state].name.toLocaleLowerCase()}
        </button>
      ))}
    </span>
  );
}
