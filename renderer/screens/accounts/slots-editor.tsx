import { IconPlus, IconX } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { act } from '#renderer/api/act';
import { client, orpc } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { Button } from '#renderer/components/button';
import { Icon } from '#renderer/components/icon';
import { showToast } from '#renderer/stores/toast';
import { type SlotTime, withoutSlot, withSlots } from './slot-list';
import { useWeekdays } from './weekdays';

interface SlotsEditorProps {
  readonly accountId: string;
  readonly slots: readonly SlotTime[];
}

/** A week of posting times. Each change is saved at once and can be undone. */
export function SlotsEditor({ accountId, slots }: SlotsEditorProps) {
  const weekdays = useWeekdays();
  const [time, setTime] = useState('09:00');
  const [days, setDays] = useState<readonly number[]>([1, 2, 3, 4, 5]);

  const { queryKey } = orpc.accounts.slots.list.queryOptions({ input: { accountId } });
  const save = async (next: readonly SlotTime[]): Promise<boolean> => {
    const saved = await act(client.accounts.slots.set({ accountId, slots: [...next] }));
    if (saved !== null) queryClient.setQueryData(queryKey, saved);
    return saved !== null;
  };
  const add = (event: SyntheticEvent): void => {
    event.preventDefault();
    const next = withSlots(slots, days.map((weekday) => ({ weekday, time })));
    if (time !== '' && next.length > slots.length) void save(next);
  };
  const remove = async (slot: SlotTime, day: string): Promise<void> => {
    // Put back beside what is there then, which may be more than now.
    const undo = (): void => { void save(withSlots(queryClient.getQueryData<readonly SlotTime[]>(queryKey) ?? slots, [slot])); };
    if (await save(withoutSlot(slots, slot))) showToast({ text: `${day} ${slot.time} is removed`, undo });
  };

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
                <button key={slot.time} type="button" className="slot-pill" aria-label={`Remove ${long} ${slot.time}`} title="Remove" onClick={() => { void remove(slot, long); }}>{slot.time}<Icon of={IconX} size={12} /></button>
              ))}
            </section>
          );
        })}
      </div>
      <p className="help">Times are in the brand’s time zone. Changing them moves nothing that is planned already.</p>
    </div>
  );
}
