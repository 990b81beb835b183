import { Checkbox, Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CalendarFilter } from '#core/contract/planning';
import { type PublicationState, publicationStates } from '#core/posts/states';
import { orpc } from '#renderer/api/client';
import { Button } from '#renderer/components/button';
import { NetworkIcon } from '#renderer/components/network-icon';
import { StateMark } from '#renderer/components/state-mark';
import { stateWords } from '#renderer/messages/states';
import { filterCount } from './place';

interface FilterProps {
  readonly brandId: string;
  readonly filter: CalendarFilter;
  readonly onChange: (filter: CalendarFilter) => void;
}

const toggled = <T extends string>(list: readonly T[] | undefined, value: T): T[] => (list?.includes(value) === true ? list.filter((each) => each !== value) : [...(list ?? []), value]);

/** Which accounts, states and labels the calendar shows. */
export function Filter({ brandId, filter, onChange }: FilterProps) {
  const { data: accounts = [] } = useQuery(orpc.accounts.list.queryOptions({ input: { brandId } }));
  const { data: labels = [] } = useQuery(orpc.brands.labels.list.queryOptions({ input: { brandId } }));
  const active = filterCount(filter);
  const states: readonly PublicationState[] = publicationStates.filter((state) => state !== 'publishing');
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target><Button kind="ghost" icon={IconFilter} aria-pressed={active > 0}>{active === 0 ? 'Filter' : `Filter ${active}`}<span className="vh">{active === 0 ? '' : 'chosen'}</span></Button></Popover.Target>
      <Popover.Dropdown p={0} aria-label="Filter">
        <div className="filter scroll">
          {accounts.length > 0 && (
            <Group title="Accounts">
              {accounts.map((account) => <Choice key={account.id} on={filter.accountIds?.includes(account.id) === true} onToggle={() => onChange({ ...filter, accountIds: toggled(filter.accountIds, account.id) })}><NetworkIcon network={account.network} /><span className="trunc" title={account.handle}>{account.handle}</span></Choice>)}
            </Group>
          )}
          <Group title="States">
            {states.map((state) => <Choice key={state} on={filter.states?.includes(state) === true} onToggle={() => onChange({ ...filter, states: toggled(filter.states, state) })}><StateMark state={state} silent />{stateWords[state].name}</Choice>)}
          </Group>
          {labels.length > 0 && (
            <Group title="Labels">
              {labels.map((label) => <Choice key={label.id} on={filter.labelIds?.includes(label.id) === true} onToggle={() => onChange({ ...filter, labelIds: toggled(filter.labelIds, label.id) })}><span className="pill" data-colour={label.colour} title={label.name}><span className="trunc">{label.name}</span></span></Choice>)}
            </Group>
          )}
        </div>
        <div className="filter-foot"><Button size="sm" disabled={active === 0} onClick={() => onChange({})}>Show everything</Button></div>
      </Popover.Dropdown>
    </Popover>
  );
}

const Group = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <fieldset><legend className="small t3 m">{title}</legend>{children}</fieldset>
);

const Choice = ({ on, onToggle, children }: { readonly on: boolean; readonly onToggle: () => void; readonly children: ReactNode }) => (
  <Checkbox checked={on} onChange={onToggle} label={<span className="row filter-label">{children}</span>} />
);
