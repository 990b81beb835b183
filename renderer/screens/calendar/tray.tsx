import { Draggable } from '@fullcalendar/react/interaction';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, memo, useCallback, useEffect, useRef, useState } from 'react';
import type { DraftCard } from '#core/contract/posts';
import { DRAFTS_SHOWN } from '#core/posts/content';
import { orpc } from '#renderer/api/client';
import { Button, IconButton } from '#renderer/components/button';
import { titleOf } from '#renderer/components/chip';
import { Icon } from '#renderer/components/icon';
import { NetworkIcons } from '#renderer/components/network-icon';
import { Pane } from '#renderer/components/pane';
import { pressed } from '#renderer/components/shortcuts';
import { Thumb } from '#renderer/components/thumb';
import { count } from '#renderer/format';
import { navigate } from '#renderer/routes';
import { endDrag, startDrag, useDrag } from './drag';
import { PAST_WORDS, removePost } from './moves';
import { showToast } from '#renderer/stores/toast';
import './tray.css';

interface TrayProps {
  readonly brandId: string;
  readonly onCompose: () => void;
  /** The dialog that gives a draft a time. */
  readonly onPlan: (card: DraftCard) => void;
}

/** As many as a tall window shows. As many again follow whenever the end of the list comes near. */
const SHOWN_AT_ONCE = 16;

/** Drafts without a day. A card is dragged onto one, or given a time by M. */
export const Tray = memo(function Tray({ brandId, onCompose, onPlan }: TrayProps) {
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed, 120);
  const { data: cards } = useQuery({ ...orpc.posts.drafts.queryOptions({ input: { brandId, query } }), placeholderData: keepPreviousData });
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const atEnd = useCallback((end: HTMLElement | null) => {
    if (end === null) return undefined;
    const watch = new IntersectionObserver(([seen]) => { if (seen?.isIntersecting === true) setShown((n) => n + SHOWN_AT_ONCE); }, { root: end.parentElement, rootMargin: '400px' });
    watch.observe(end);
    return () => watch.disconnect();
  }, []);
  const list = useRef<HTMLUListElement>(null);
  const byId = useRef(new Map<string, DraftCard>());
  const hasCards = cards !== undefined && cards.length > 0;
  useEffect(() => { byId.current = new Map(cards?.map((card) => [card.id, card])); }, [cards]);
  useEffect(() => {
    const el = list.current;
    if (el === null) return undefined;
    const draggable = new Draggable(el, {
      itemSelector: '[data-draft]', minDistance: 4, appendTo: document.body,
      eventData: (item) => ({ create: true, title: '', card: byId.current.get(item.dataset['draft'] ?? '') }),
    });
    draggable.dragging.emitter.on('dragstart', () => startDrag('card'));
    draggable.dragging.emitter.on('dragend', () => {
      const drag = endDrag();
      if (drag?.past === true && drag.wall !== null) showToast({ text: PAST_WORDS });
    });
    return () => draggable.destroy();
  }, [hasCards]);
  const receiving = useDrag(({ drag }) => drag !== null && drag.kind === 'chip' && drag.overTray);

  const onKeyDown = (event: KeyboardEvent): void => {
    const item = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-draft]') : null;
    const card = byId.current.get(item?.dataset['draft'] ?? '');
    if (item === null || card === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[data-draft]') ?? [])];
    const beside = (by: number): void => items[items.indexOf(item) + by]?.focus();
    switch (event.key) {
      case 'ArrowDown': beside(1); break;
      case 'ArrowUp': beside(-1); break;
      default:
        if (pressed('move', event)) onPlan(card);
        else if (pressed('toBin', event)) {
          beside(items.length > items.indexOf(item) + 1 ? 1 : -1);
          void removePost(card.id, card.title);
        } else return;
    }
    event.preventDefault();
  };

  return (
    <Pane label="Drafts" width="16rem" sunken className="tray">
      <div className="tray-inner" data-tray data-receiving={receiving}>
        <header className="row"><h2 className="strong">Drafts</h2><span className="t2 grow trunc">{cards === undefined ? '' : cards.length < DRAFTS_SHOWN ? `${cards.length} without a day` : `the newest ${DRAFTS_SHOWN}`}</span><IconButton icon={IconTrash} label="Open the bin" size="sm" onClick={() => navigate('/bin')} /><IconButton icon={IconPlus} label="Write a new draft" size="sm" onClick={onCompose} /></header>
        <TextInput aria-label="Find a draft" placeholder="Find a draft" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} leftSection={<Icon of={IconSearch} />} />
        {cards !== undefined && cards.length === 0 && (
          <div className="tray-empty">
            <p className="t2">{query === '' ? 'What you write without a time waits here. Drag it onto a day when it is ready.' : `No draft says “${query}”.`}</p>
            {query === '' && <Button icon={IconPlus} onClick={onCompose}>Write a draft</Button>}
          </div>
        )}
        {hasCards && <ul ref={list} className="scroll" onKeyDown={onKeyDown}>{cards.slice(0, shown).map((card, index) => <li key={card.id}><Card card={card} first={index === 0} /></li>)}{shown < cards.length && <li key={shown} ref={atEnd} />}{shown >= cards.length && cards.length >= DRAFTS_SHOWN && <li className="small t2">Older drafts are found by their words, in the field above.</li>}</ul>}
      </div>
    </Pane>
  );
});

function Card({ card, first }: { readonly card: DraftCard; readonly first: boolean }) {
  const empty = isEmpty(card);
  const title = empty ? 'Empty draft' : titleOf(card.title);
  return (
    <button type="button" className="draft-card" data-draft={card.id} tabIndex={first ? 0 : -1} onClick={() => navigate(`/compose/${card.id}`)} title={`${title}\nEnter opens, M gives it a time, Delete puts it in the bin`}>
      <span className="tx"><span className={empty ? 't2 clamp2' : 'm clamp2'} dir="auto">{title}</span><Thumb hash={card.thumbHash} size={40} /></span>
      <span className="row small t2">
        {card.networks.length > 0 && <NetworkIcons networks={card.networks} size={12} max={4} />}
        <span className="trunc">{cardNote(card)}</span>
      </span>
    </button>
  );
}

const isEmpty = ({ title, thumbHash }: DraftCard): boolean => title === '' && thumbHash === null;

/** What it still lacks, else what it is about. */
function cardNote(card: DraftCard): string {
  const { networks, missingAlt, labels } = card;
  if (isEmpty(card)) return 'Nothing written yet';
  if (missingAlt > 0) return missingAlt === 1 ? 'Needs alt text' : `${count(missingAlt, 'picture')} need alt text`;
  if (networks.length === 0) return 'No account yet';
  return labels.length === 0 ? 'Ready' : `Ready · ${labels.map(({ name }) => name).join(', ')}`;
}
