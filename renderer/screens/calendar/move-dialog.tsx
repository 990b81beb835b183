import { Modal, TextInput } from '@mantine/core';
import { type FormEvent, memo, useEffect, useRef, useState } from 'react';
import { isWallTime, resolveWallTime, toWallTime } from '#core/time';
import { Button } from '#renderer/components/button';
import { titleOf } from '#renderer/components/chip';
import { city } from '#renderer/format';
import { PAST_WORDS, type Said } from './moves';

/** What is to get a time, and the time it is offered. */
export interface Moving {
  readonly postId: string;
  readonly title: string;
  readonly wall: string;
  readonly act: string;
  readonly run: (wall: string) => void;
}

interface MoveDialogProps extends Said {
  readonly moving: Moving | null;
  readonly onClose: () => void;
}

/** Moving without dragging: a date and a time on the brand's clock. */
export const MoveDialog = memo(function MoveDialog({ moving, onClose, ...said }: MoveDialogProps) {
  const last = useRef('');
  useEffect(() => { if (moving !== null) last.current = moving.postId; }, [moving]);
  // What had the focus has another place now, so the post is looked up where it is. Whoever went on meanwhile is left where they are.
  const refocus = (): void => {
    const here = document.activeElement;
    if (here !== null && here !== document.body && here.closest('[role="dialog"]') === null) return;
    document.querySelector<HTMLElement>(`[data-post="${CSS.escape(last.current)}"], [data-draft="${CSS.escape(last.current)}"]`)?.focus();
  };
  return (
    <Modal opened={moving !== null} onClose={onClose} title={moving?.act} size={440} returnFocus={false} onExitTransitionEnd={refocus}>
      {moving !== null && <MoveForm moving={moving} onClose={onClose} {...said} />}
    </Modal>
  );
});

function MoveForm({ moving, onClose, format, zone, now }: MoveDialogProps & { readonly moving: Moving }) {
  const [date, setDate] = useState(moving.wall.slice(0, 10));
  const [time, setTime] = useState(moving.wall.slice(11));
  const wall = `${date}T${time}`;
  const known = isWallTime(wall);
  const resolved = known ? resolveWallTime(wall, zone) : null;
  const past = known && wall < toWallTime(now, zone);
  const problem = !known ? 'Choose a date and a time.' : past ? PAST_WORDS : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (problem !== null) return;
    onClose();
    moving.run(wall);
  };
  return (
    <form className="dialog-body" onSubmit={submit}>
      <p className="t2 clamp2" dir="auto" title={moving.title}>{titleOf(moving.title)}</p>
      <div className="row move-fields">
        <TextInput className="grow" type="date" label="Day" value={date} onChange={(event) => setDate(event.currentTarget.value)} size="md" data-autofocus />
        <TextInput className="grow" type="time" label={`Time in ${city(zone)}`} value={time} onChange={(event) => setTime(event.currentTarget.value)} size="md" />
      </div>
      <p className={problem === null ? 'help' : 'problem'} role="status">{problem ?? (resolved === null ? '' : `${format.dayTimeBoth(resolved.instant, zone, now)}${resolved.adjusted === 'gap' ? `. The clocks skip ${time} that night.` : ''}`)}</p>
      <div className="dialog-acts">
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" type="submit" disabled={problem !== null}>{moving.act}</Button>
      </div>
    </form>
  );
}
