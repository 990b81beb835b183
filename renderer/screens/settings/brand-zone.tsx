import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { Brand } from '#core/contract/brands';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { Button } from '#renderer/components/button';
import { ZoneSelect } from '#renderer/components/zone-select';
import { city } from '#renderer/format';
import { Setting } from './setting';

type Keep = 'keep-wall-time' | 'keep-instant';

/** The zone in which the brand's posts are planned. Changing it asks what becomes of the ones that are. */
export function BrandZone({ brand }: { readonly brand: Brand }) {
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <>
      <Setting name="Time zone" help="All its times are in it. Yours is shown beside them where it differs."><div className="zone-field"><ZoneSelect value={brand.timeZone} onChange={(zone) => { if (zone !== brand.timeZone) setAsked(zone); }} /></div></Setting>
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title={asked === null ? '' : `Move ${brand.name} to ${city(asked)}`} size={440}>
        {asked !== null && <ZoneChoice brand={brand} zone={asked} onDone={() => setAsked(null)} />}
      </Modal>
    </>
  );
}

function ZoneChoice({ brand, zone, onDone }: { readonly brand: Brand; readonly zone: string; readonly onDone: () => void }) {
  const [keep, setKeep] = useState<Keep>('keep-wall-time');
  const change = async (): Promise<void> => {
    onDone();
    await act(client.brands.update({ id: brand.id, patch: { timeZone: zone }, onZoneChange: keep }), { done: `${brand.name} is in ${city(zone)} now` });
  };
  const choice = (value: Keep, title: string, help: string) => (
    <label className="choice"><input type="radio" name="keep" value={value} checked={keep === value} onChange={() => setKeep(value)} {...(value === keep ? { 'data-autofocus': true } : {})} /><span><span className="m">{title}</span><br /><span className="help">{help}</span></span></label>
  );
  return (
    <div className="dialog-body">
      <fieldset className="choices">
        <legend className="t2">What becomes of the posts that are planned?</legend>
        {choice('keep-wall-time', 'The clock stays', `What is planned for 09:00 in ${city(brand.timeZone)} goes out at 09:00 in ${city(zone)}.`)}
        {choice('keep-instant', 'The moment stays', 'They go out when they would have, and the clock shows another time.')}
      </fieldset>
      <div className="dialog-acts"><Button onClick={onDone}>Cancel</Button><Button kind="primary" onClick={() => { void change(); }}>Change the zone</Button></div>
    </div>
  );
}
