import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Brand } from '#core/contract/brands';
import type { BinCard } from '#core/contract/posts';
import { pressed } from '#renderer/components/shortcuts';
import type { Format } from '#renderer/format';
import { deletePost, restorePost } from './acts';
import { type BinRow, BrandRow, PostRow } from './rows';

interface BinListProps {
  readonly rows: readonly BinRow[];
  readonly brands: readonly Brand[];
  /** Whether a row says whose it is. */
  readonly named: boolean;
  readonly format: Format;
  readonly now: number;
}

const rowHeight = (): number => 3.5 * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);

/** However long it is. Arrows go from row to row, Enter reads a post, Tab comes to its buttons. */
export function BinList({ rows, brands, named, format, now }: BinListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  // oxlint-disable-next-line react/incompatible-library -- nothing that it answers goes into a memoised part
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: rowHeight, getItemKey: (index) => rows[index]?.key ?? index, overscan: 12 });
  const stop = Math.min(at, rows.length - 1);

  const focusRow = (index: number): void => {
    if (index < 0 || index >= rows.length) return;
    setAt(index);
    virtual.scrollToIndex(index, { align: 'auto' });
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] [data-main]`)?.focus());
  };
  const remove = (card: BinCard, index: number): void => {
    void deletePost(card).then((yes) => { if (yes) focusRow(Math.min(index, rows.length - 2)); });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const index = event.target instanceof Element ? Number(event.target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1) : -1;
    const row = rows[index];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowDown') focusRow(index + 1);
    else if (event.key === 'ArrowUp') focusRow(index - 1);
    else if (event.key === 'Home') focusRow(0);
    else if (event.key === 'End') focusRow(rows.length - 1);
    else if (row.kind === 'post' && pressed('deleteForGood', event)) remove(row.card, index);
    else if (row.kind === 'post' && pressed('restore', event)) void restorePost(row.card).then(() => focusRow(Math.min(index, rows.length - 2)));
    else return;
    event.preventDefault();
  };
  return (
    <div ref={scroller} className="scroll bin-list" role="list" aria-label="In the bin" onKeyDown={onKeyDown} onFocus={(event) => { setAt(Number(event.target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? at)); }}>
      <div className="list-inner" style={{ height: virtual.getTotalSize() }} role="presentation">
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const shared = { format, now, stop: item.index === stop };
          return (
            <div key={item.key} data-index={item.index} ref={virtual.measureElement} className="list-item" style={{ transform: `translateY(${item.start}px)` }} role="listitem" aria-setsize={rows.length} aria-posinset={item.index + 1}>
              {row.kind === 'brand'
                ? <BrandRow brand={row.brand} {...shared} />
                : <PostRow card={row.card} brandName={named ? brands.find(({ id }) => id === row.card.brandId)?.name ?? null : null} onDelete={(card) => remove(card, item.index)} {...shared} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}
