import { IconPencilPlus } from '@tabler/icons-react';
import type { Chip } from '#core/contract/planning';
import { Button } from '#renderer/components/button';
import type { View } from './place';

interface NotesProps {
  readonly chips: readonly Chip[];
  readonly filtered: boolean;
  readonly view: View;
  readonly onClear: () => void;
  readonly onCompose: () => void;
}

/** How a post comes into it, as that view lets one. */
const how: Readonly<Record<View, string>> = {
  month: 'Double-click a day, press N on it, or drag a draft onto it.', week: 'Double-click an hour, or drag a draft onto it.', day: 'Double-click an hour, or drag a draft onto it.',
  list: 'Write a post and give it a time, and it is listed here by day.',
};

/** One quiet line where there is nothing to see, with the one thing to do about it. */
export function Notes({ chips, filtered, view, onClear, onCompose }: NotesProps) {
  if (chips.length > 0) return null;
  const period = view === 'list' ? 'month' : view;
  return filtered
    ? <div className="cal-note"><span className="t2">Nothing this {period} fits the filter.</span><Button size="sm" onClick={onClear}>Show everything</Button></div>
    : <div className="cal-note"><span className="t2">Nothing is planned this {period}. {how[view]}</span><Button size="sm" icon={IconPencilPlus} onClick={onCompose}>Write a post</Button></div>;
}
