import { Popover } from '@mantine/core';
import { IconArrowBarBoth, IconAt, IconHash, IconMoodSmile, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { networkFacts } from '#core/networks';
import { IconButton } from '#renderer/components/button';
import { NetworkIcon } from '#renderer/components/network-icon';
import { networkName } from '#renderer/messages/networks';
import { useFormat } from '#renderer/api/format';
import type { AccountCheck } from './check';
import { focusSoon, placeKey, useComposer } from './context';
import { publicationOf, type Place } from './draft';
import { addPart, splitAt } from './editing';
import { emojiGroups } from './emoji';
import { lastEditor, typeInto } from './text-editor';

interface EditorToolsProps {
  readonly tab: Place;
  readonly readOnly: boolean;
  readonly checks: readonly AccountCheck[];
}

/** The editor that has the caret, or had it last, while it is there; the first one of the tab otherwise. */
const editorOf = (tab: Place): HTMLTextAreaElement | null => lastEditor() ?? document.querySelector<HTMLTextAreaElement>(`[data-editor="${placeKey(tab)}"]`);

/** Under the text: what can be put in, and how long it is for everybody. */
export function EditorTools({ tab, readOnly, checks }: EditorToolsProps) {
  const { session, edit } = useComposer();
  const network = checks.find(({ publication }) => tab.kind !== 'base' && publication.accountId === tab.accountId)?.publication.network;
  const threads = network !== undefined && networkFacts[network].supportsThreads;
  const type = (text: string): void => { const area = editorOf(tab); if (area !== null && !readOnly) typeInto(area, text); };
  // The caret stays in the text: a button that takes the focus would lose its place.
  const stay = { onMouseDown: (event: { preventDefault: () => void }) => event.preventDefault() };
  const part = (): void => {
    if (tab.kind === 'base') return;
    const next = publicationOf(session.store.getState().draft, tab.accountId)?.thread.length ?? 0;
    edit((draft) => addPart(draft, tab.accountId));
    focusSoon(`[data-editor="${tab.accountId}.${next}"]`);
  };
  const split = (): void => {
    const area = editorOf(tab);
    if (area === null || tab.kind === 'base') return;
    const at = area.selectionStart;
    const [accountId = '', number] = (area.dataset['editor'] ?? '').split('.');
    const place: Exclude<Place, { kind: 'base' }> = number === undefined ? { kind: 'account', accountId } : { kind: 'part', accountId, part: Number(number) };
    edit((draft) => splitAt(draft, place, at));
    focusSoon(`[data-editor="${accountId}.${number === undefined ? 0 : Number(number) + 1}"]`);
  };
  return (
    <div className="ed-tools">
      <div className="ed-buttons">
        <EmojiPicker disabled={readOnly} onPick={type} stay={stay} />
        <IconButton icon={IconHash} label="Hashtag" size="sm" disabled={readOnly} {...stay} onClick={() => type('#')} />
        <IconButton icon={IconAt} label="Mention someone" size="sm" disabled={readOnly} {...stay} onClick={() => type('@')} />
        {threads && <IconButton icon={IconArrowBarBoth} label="Split in two at the caret" size="sm" disabled={readOnly} {...stay} onClick={split} />}
        {threads && <IconButton icon={IconPlus} label="Add a part to the thread" size="sm" disabled={readOnly} {...stay} onClick={part} />}
      </div>
      <Counters checks={checks} />
    </div>
  );
}

/** One figure for each network and length; accounts that agree share one. */
function Counters({ checks }: { readonly checks: readonly AccountCheck[] }) {
  const format = useFormat();
  const distinct = new Map(checks.map((check) => [`${check.publication.network} ${check.count.used} ${check.count.max} ${check.count.unit}`, check]));
  return (
    <ul className="counters small" aria-label="Length">
      {[...distinct].map(([key, { publication, count }]) => (
        <li key={key} className={count.over ? 'danger-text strong' : 't2'} title={`${networkName(publication.network)}: ${count.used} of ${count.max} ${count.unit === 'bytes' ? 'bytes' : 'characters'}`}>
          <NetworkIcon network={publication.network} size={12} />{format.number(count.used)} of {format.number(count.max)}{count.unit === 'bytes' ? ' bytes' : ''}
        </li>
      ))}
    </ul>
  );
}

interface EmojiPickerProps {
  readonly disabled: boolean;
  readonly onPick: (sign: string) => void;
  readonly stay: { readonly onMouseDown: (event: { preventDefault: () => void }) => void };
}

function EmojiPicker({ disabled, onPick, stay }: EmojiPickerProps) {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const needle = query.trim().toLowerCase();
  const groups = emojiGroups.map((group) => ({ ...group, emoji: group.emoji.filter(([, name]) => name.includes(needle)) })).filter((group) => group.emoji.length > 0);
  const pick = (sign: string): void => { setOpen(false); setQuery(''); requestAnimationFrame(() => onPick(sign)); };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={304} trapFocus returnFocus>
      <Popover.Target><IconButton icon={IconMoodSmile} label="Emoji" size="sm" disabled={disabled} aria-expanded={open} {...stay} onClick={() => setOpen(!open)} /></Popover.Target>
      <Popover.Dropdown aria-label="Emoji" className="emoji-pop">
        <input className="plain-input" type="search" placeholder="Find by name" aria-label="Find an emoji by name" value={query} onChange={(event) => setQuery(event.currentTarget.value)} data-autofocus />
        <div className="emoji-list scroll" tabIndex={-1}>
          {groups.map((group) => (
            <section key={group.name} aria-label={group.name}>
              <h3 className="micro t3">{group.name}</h3>
              <div className="emoji-grid">{group.emoji.map(([sign, name]) => <button key={sign} type="button" aria-label={name} title={name} onClick={() => pick(sign)}>{sign}</button>)}</div>
            </section>
          ))}
          {groups.length === 0 && <p className="small t2">None of these is called that. Your system’s own picker has all of them.</p>}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
