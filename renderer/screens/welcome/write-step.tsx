import { Textarea } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Account } from '#core/contract/accounts';
import type { Brand } from '#core/contract/brands';
import { startComposing } from '#renderer/api/compose';
import { Button } from '#renderer/components/button';
import { useFocusHere } from '#renderer/components/use-focus-here';
import { navigate } from '#renderer/routes';

interface WriteStepProps {
  readonly brand: Brand;
  readonly accounts: readonly Account[];
  readonly text: string;
  readonly onText: (text: string) => void;
}

export function WriteStep({ brand, accounts, text, onText }: WriteStepProps) {
  const field = useFocusHere<HTMLTextAreaElement>();
  const [busy, setBusy] = useState(false);
  const goOn = async (): Promise<void> => {
    setBusy(true);
    await startComposing({ brandId: brand.id, text, accountIds: accounts.map((account) => account.id) });
    setBusy(false);
  };
  return (
    <div className="stack">
      <Textarea
        aria-label="The first post" placeholder={`What does ${brand.name} want to say?`} value={text} onChange={(event) => onText(event.currentTarget.value)} rows={4} ref={field} maxLength={100_000}
        description={accounts.length === 0 ? 'It becomes a draft. Accounts can be chosen when there are some.' : 'In the composer each account can have its own text, pictures and time.'} inputWrapperOrder={['input', 'description']}
      />
      <div className="row wrap">
        <Button kind="primary" size="lg" icon={IconPencilPlus} disabled={busy} onClick={() => { void goOn(); }}>Go on in the composer</Button>
        <Button size="lg" onClick={() => navigate('/calendar')}>Show me the calendar</Button>
      </div>
    </div>
  );
}
