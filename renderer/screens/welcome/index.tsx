import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useBrands } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { BirdMark } from '#renderer/components/bird-mark';
import { navigate } from '#renderer/routes';
import type { BrandDraft } from './brand-draft';
import { ConnectStep } from './connect-step';
import { GhostCalendar } from './ghost-calendar';
import { NameStep } from './name-step';
import { SampleOffer } from './sample-offer';
import { Step } from './step';
import { WriteStep } from './write-step';
import './welcome.css';

/** First run: one brand, one account, one post. Where the person is follows from what there is. */
export function WelcomeScreen() {
  const { brand } = useBrands();
  const { userZone } = useFormat();
  const { data: accounts } = useQuery(orpc.accounts.list.queryOptions({ input: { brandId: brand?.id ?? '' }, enabled: brand !== null }));
  const [draft, setDraft] = useState<BrandDraft>({ name: '', timeZone: userZone, colour: 'clay' });
  const [skipped, setSkipped] = useState(false);
  const [text, setText] = useState('');
  // Making the brand must not leave this place before the last step.
  useEffect(() => navigate('/welcome', { replace: true }), []);
  const connected = accounts ?? [];
  const step = brand === null ? 1 : connected.length === 0 && !skipped ? 2 : 3;
  const shown = brand ?? draft;
  return (
    <div className="welcome">
      <div className="welcome-left scroll" data-pane tabIndex={-1} role="region" aria-label="First steps">
        <BirdMark size={32} />
        <h1 className="hero-title">Start with one brand</h1>
        <p className="lead t2">A brand is a client, or you. It has its own accounts, calendar and time zone, and nothing crosses over.</p>
        {brand === null && <SampleOffer />}
        <ol className="steps">
          <Step number={1} current={step} title="Name it" done={brand?.name}><NameStep draft={draft} onChange={setDraft} /></Step>
          <Step number={2} current={step} title="Connect an account" later="about a minute each, writing works without" done={skipped && connected.length === 0 ? 'later' : connected.map((account) => account.handle).join(', ')}>
            {brand !== null && <ConnectStep brandId={brand.id} onSkip={() => setSkipped(true)} />}
          </Step>
          <Step number={3} current={step} title="Write the first post">
            {brand !== null && <WriteStep brand={brand} accounts={connected} text={text} onText={setText} />}
          </Step>
        </ol>
      </div>
      <GhostCalendar name={shown.name} colour={shown.colour} logoAssetId={brand?.logoAssetId ?? null} timeZone={shown.timeZone} networks={connected.map((account) => account.network)} text={text} />
    </div>
  );
}
