import { useState } from 'react';
import { act } from '#renderer/api/act';
import { switchBrand } from '#renderer/api/brand';
import { client } from '#renderer/api/client';
import { queryClient } from '#renderer/api/query-client';
import { Button } from '#renderer/components/button';
import { navigate } from '#renderer/routes';

/** The other way in: look around first. */
export function SampleOffer() {
  const [busy, setBusy] = useState(false);
  const start = async (): Promise<void> => {
    setBusy(true);
    const brand = await act(client.brands.createSample());
    setBusy(false);
    if (brand === null) return;
    await switchBrand(brand.id);
    await queryClient.invalidateQueries();
    navigate('/calendar');
  };
  return (
    <div className="sample-offer">
      <div className="grow">
        <p className="m">Only want to look around?</p>
        <p className="small t2">A made-up brand with a practice network inside Linnet: forty posts, pictures and results. Nothing reaches the internet, and it is gone in one click.</p>
      </div>
      <Button size="lg" disabled={busy} onClick={() => { void start(); }}>{busy ? 'Making the sample' : 'Try with a sample brand'}</Button>
    </div>
  );
}
