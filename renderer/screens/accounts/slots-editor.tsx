import { IconPlus, IconX } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { Button } from '#renderer/components/button';
import { Icon } from '#renderer/components/icon';
import { showToast } from '#renderer/stores/toast';
import { useWeekdays } from './weekdays';

interface Slot {
  readonly weekday: number;
  readonly time: string;
}

interface SlotsEditorProps {
  readonly accountId: string;
  readonly slots: readonly Slot[];
}

const same = (a: Slot, b: Slot): boolean => a.weekday === b.weekday && a.time === b.time;

/** A week of posting times. Each change is saved at once and can be undone. */
export function SlotsEditor({ accountId, slots }: SlotsEditorProps) {
  const weekdays = useWeekdays();
  const [time, setTime] = useState('09:00');
  const [days, setDays] = useState<readonly number[]>([1, 2, 3, 4, 5]);

  const save = async (next: readonly Slot[], done: string | null): Promise<void> => {
    const saved = await act(client.accounts.slots.set({ accountId, slots: [...next] }));
    if (saved === null) return;
    queryClient.setQueryData(orpc.accounts.slots.list.queryKey({ input: { accountId } }), saved);
    if (done !== null) showToast({ text: done, undo: () => { void save(slots, null); } });
  };
  const add = (event: SyntheticEvent): void => {
    event.preventDefault();
    const wanted = days.map((weekday) => ({ weekday, time })).filter((slot) => !slots.some((each) => same(each, slot)));
    if (time !== '' && wanted.length > 0) void save([...slots, ...wanted], null);
  };
  const remove = (slot: Slot, day: string): void => { void save(slots.filter((each) => !same(each, slot)), `${day} ${slot.time} is removed`); };

  return (
    <div className="dialog-body">
      <form className="slot-add" onSubmit={add}>
        <label className="field"><span className="label">Time</span><input className="time-input" type="time" value={time} onChange={(event) => setTime(event.currentTarget.value)} required /></label>
        <fieldset className="field">
          <legend className="label">On</legend>
          <div className="day-toggles">
            {weekdays.map(({ weekday, short, long }) => {
              const on = days.includes(weekday);
              return <button key={weekday} type="button" className="btn sm" aria-pressed={on} title={long} onClick={() => setDays(on ? days.filter((day) => day !== weekday) : [...days, weekday])}><span aria-hidden="true">{short}</span><span className="vh">{long}</span></button>;
            })}
          </div>
        </fieldset>
        <Button icon={IconPlus} type="submit" disabled={time === '' || days.length === 0}>Add</Button>
      </form>
      <div className="slot-week">
        {weekdays.map(({ weekday, short, long }) => {
          const times = slots.filter((slot) => slot.weekday === weekday).toSorted((a, b) => a.time.localeCompare(b.time));
          return (
            <section key={weekday} aria-label={long}>
              <h3 className="small t3 m">{short}</h3>
              {times.map((slot) => (
                <button key={slot.time} type="button" className="slot-pill" aria-label={`Remove ${long} ${slot.time}`} title="Remove" onClick={() => remove(slot, long)}>{slot.time}<Icon of={IconX} size={12} /></button>
              ))}
            </section>
          );
        })}
      </div>
      <p className="help">Times are in the brand’s time zone. Changing them moves nothing that is planned already.</p>
    </div>
  );
}
