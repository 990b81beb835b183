import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '#core/contract/accounts';
import { orpc } from '#renderer/api/client';
import { Button } from '#renderer/components/button';
import { SlotsEditor } from './slots-editor';
import { useWeekdays } from './weekdays';

/** The weekly times at which this account likes to post: the queue fills them. */
export function PostingTimes({ account }: { readonly account: Account }) {
  const { data: slots } = useQuery(orpc.accounts.slots.list.queryOptions({ input: { accountId: account.id } }));
  const weekdays = useWeekdays();
  const [open, setOpen] = useState(false);
  if (slots === undefined) return null;
  const days = weekdays.map((day) => ({ ...day, times: slots.filter((slot) => slot.weekday === day.weekday).map((slot) => slot.time).toSorted() })).filter((day) => day.times.length > 0);
  return (
    <section className="detail-part">
      <div className="sec"><h3 className="grow">Posting times {slots.length > 0 && <span className="n t3">{slots.length} a week</span>}</h3><Button size="sm" onClick={() => setOpen(true)}>{slots.length === 0 ? 'Add times' : 'Change'}</Button></div>
      {days.length === 0
        ? <p className="small t2">None yet. With posting times, “next free slot” knows where to put a post.</p>
        : <dl className="times">{days.map((day) => <div key={day.weekday}><dt>{day.short}</dt><dd>{day.times.join(' · ')}</dd></div>)}</dl>}
      <Modal opened={open} onClose={() => setOpen(false)} title={`Posting times of ${account.handle}`} size={640}>
        <SlotsEditor accountId={account.id} slots={slots} />
      </Modal>
    </section>
  );
}
