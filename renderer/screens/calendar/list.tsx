import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type MouseEvent, useEffect, useMemo, useRef } from 'react';
import type { Chip } from '#core/contract/planning';
import { chipName, titleOf } from '#renderer/components/chip';
import { NetworkIcons } from '#renderer/components/network-icon';
import { pressed } from '#renderer/components/shortcuts';
import { StateMark } from '#renderer/components/state-mark';
import { Thumb } from '#renderer/components/thumb';
import { Words } from '#renderer/components/words';
import type { Format } from '#renderer/format';
import { networkName } from '#renderer/messages/networks';
import { outcomeWords } from '#renderer/messages/outcomes';
import { stateWords } from '#renderer/messages/states';
import { waitsForLogin } from '#renderer/messages/verdicts';
import { opens } from './chips';
import { type ListRow, listRows, tabStopOf } from './list-rows';
import { noonOf } from './place';
import './list.css';

interface ListProps {
  readonly chips: readonly Chip[];
  readonly format: Format;
  readonly zone: string;
  readonly now: number;
  readonly today: string;
  /** Where it starts: the day, or the first after it. */
  readonly date: string;
  /** The publication in the panel. */
  readonly shown: string | null;
  readonly onOpen: (target: { readonly publicationId: string } | { readonly postId: string }) => void;
  readonly onMove: (chip: Chip) => void;
  readonly onRemove: (chip: Chip) => void;
  readonly onMenu: (chip: Chip, at: { readonly x: number; readonly y: number }) => void;
}

const rem = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** The month as a list by day, however long it is. */
export function List({ chips, format, zone, now, today, date, shown, onOpen, onMove, onRemove, onMenu }: ListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => listRows(chips), [chips]);
  const unit = rem();
  // oxlint-disable-next-line react/incompatible-library -- nothing that it answers goes into a memoised part
  const virtual = useVirtualizer({
    count: rows.length, getScrollElement: () => scroller.current, estimateSize: (index) => heightOf(rows[index], unit),
    getItemKey: (index) => rows[index]?.key ?? index, overscan: 12, initialOffset: () => offsetOf(rows, firstFrom(rows, date), unit),
  });
  const shownAt = rows.findIndex((row) => row.kind === 'post' && row.publications.some(({ id }) => id === shown));
  const startAt = firstFrom(rows, date);

  // To the day once it is there, and to what the panel shows whenever that changes.
  const arrived = useRef('');
  useEffect(() => {
    if (rows.length === 0 || arrived.current === date) return;
    arrived.current = date;
    virtual.scrollToOffset(offsetOf(rows, startAt, unit));
  }, [rows, date, startAt, unit, virtual]);
  useEffect(() => { if (shownAt >= 0) virtual.scrollToIndex(shownAt, { align: 'auto' }); }, [shown, shownAt, virtual]);

  const focusRow = (index: number): void => {
    virtual.scrollToIndex(index, { align: 'auto' });
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] .lrow`)?.focus());
  };
  const rowOf = (target: EventTarget): number => (target instanceof Element ? Number(target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1) : -1);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rowOf(event.target);
    const row = rows[at];
    if (row?.kind !== 'post') return;
    const nextPost = (by: 1 | -1): void => {
      let to = at + by;
      while (rows[to]?.kind === 'day') to += by;
      if (rows[to] !== undefined) focusRow(to);
    };
    switch (event.key) {
      case 'ArrowDown': nextPost(1); break;
      case 'ArrowUp': nextPost(-1); break;
      default:
        if (pressed('move', event)) onMove(row.chip);
        else if (pressed('toBin', event)) onRemove(row.chip);
        else return;
    }
    event.preventDefault();
  };
  const onContextMenu = (event: MouseEvent): void => {
    const row = rows[rowOf(event.target)];
    if (row?.kind !== 'post') return;
    event.preventDefault();
    const box = (event.target as Element).getBoundingClientRect();
    onMenu(row.chip, event.clientX === 0 && event.clientY === 0 ? { x: box.left, y: box.bottom } : { x: event.clientX, y: event.clientY });
  };
  const items = virtual.getVirtualItems();
  const tabStop = tabStopOf(rows, items.map(({ index }) => index), shownAt >= 0 ? shownAt : Math.max(startAt, 0) + 1);
  return (
    <div ref={scroller} className="scroll list" data-clock={format.time(now, zone).length > 5 ? 'long' : 'short'} role="list" aria-label="Posts by day" onKeyDown={onKeyDown} onContextMenu={onContextMenu}>
      <div className="list-inner" style={{ height: virtual.getTotalSize() }} role="presentation">
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div key={item.key} data-index={item.index} ref={virtual.measureElement} className="list-item" style={{ transform: `translateY(${item.start}px)` }} role="listitem" aria-setsize={rows.length} aria-posinset={item.index + 1}>
              {row.kind === 'day'
                ? <h2 className="ldate">{format.dayLong(noonOf(row.date, zone), zone)}{row.date === today && <span className="t3">today</span>}</h2>
                : <Post row={row} format={format} zone={zone} now={now} shown={item.index === shownAt} stop={item.index === tabStop} onOpen={onOpen} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The head of the day, or of the first one after it; without any, the last. */
function firstFrom(rows: readonly ListRow[], date: string): number {
  const at = rows.findIndex((row) => row.kind === 'day' && row.date >= date);
  return at < 0 ? rows.findLastIndex((row) => row.kind === 'day') : at;
}

const heightOf = (row: ListRow | undefined, unit: number): number => (row?.kind === 'day' ? 2 : 3) * unit;

const offsetOf = (rows: readonly ListRow[], index: number, unit: number): number => rows.slice(0, Math.max(0, index)).reduce((sum, row) => sum + heightOf(row, unit), 0);

interface PostProps {
  readonly row: ListRow & { readonly kind: 'post' };
  readonly format: Format;
  readonly zone: string;
  readonly now: number;
  readonly shown: boolean;
  readonly stop: boolean;
  readonly onOpen: ListProps['onOpen'];
}

const Post = memo(function Post({ row, format, zone, now, shown, stop, onOpen }: PostProps) {
  const { chip, state, publications } = row;
  const words = note(row, format, now);
  return (
    <button
      type="button" className="lrow" data-post={chip.postId} tabIndex={stop ? 0 : -1} onClick={() => onOpen(opens(chip, publications[0]))} {...(shown ? { 'aria-current': true } : {})}
    >
      <span className="vh">{chipName({ ...chip, state, publications: [...publications] }, format, zone)}</span>
      <span className="m time" aria-hidden="true">{format.time(chip.at, zone)}</span>
      <StateMark state={state} silent />
      <Thumb hash={chip.thumbHash} size={32} />
      <span className="words" aria-hidden="true"><span className="m trunc" dir="auto" title={titleOf(chip.title)}><Words>{titleOf(chip.title)}</Words></span>{words !== '' && <span className="small t2 trunc" title={words}><Words>{words}</Words></span>}</span>
      <span className="networks" aria-hidden="true"><NetworkIcons networks={publications.map(({ network }) => network)} max={4} /></span>
      <span className="small m state-word" aria-hidden="true" style={{ color: `var(--${state}-text)` }}>{stateWords[state].name}</span>
    </button>
  );
});

/** The quiet line under the title: what is wrong, or what comes next. */
function note({ chip, state, publications }: PostProps['row'], format: Format, now: number): string {
  const [first] = publications;
  if (first === undefined) return 'No account yet';
  if (state === 'failed' || state === 'unconfirmed' || first.problemCode === 'held-unclear') return first.problemCode === null ? stateWords[state].meaning : outcomeWords(first.problemCode, networkName(first.network)).title;
  const held = publications.find(({ nativeRef }) => nativeRef !== null);
  if (state === 'scheduled' && held !== undefined) return `${networkName(held.network)} holds it, ${format.fromNow(chip.at, now)}`;
  if (publications.some(waitsForLogin)) return 'Waits for you to sign in again';
  if (state === 'scheduled') return format.fromNow(chip.at, now);
  return state === 'published' ? '' : stateWords[state].meaning;
}
