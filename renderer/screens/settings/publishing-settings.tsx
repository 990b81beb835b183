import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useBrands } from '#renderer/api/brand';
import { client, orpc } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { queryClient } from '#renderer/api/query-client';
import { BrandMark } from '#renderer/components/brand-mark';
import { Button } from '#renderer/components/button';
import { heldWords } from '#renderer/messages/held';
import { BrandPolicy } from './brand-policy';
import { Part, Setting } from './setting';

export function PublishingSettings() {
  const { brands } = useBrands();
  const { data: status } = useQuery(orpc.publishing.status.queryOptions());
  const format = useFormat();
  const now = useNow();
  const held = heldWords(status?.paused === true ? status.heldByNetworks : [], { format, zone: format.userZone, now });
  const setPaused = async (paused: boolean): Promise<void> => {
    queryClient.setQueryData(orpc.publishing.status.queryKey(), await (paused ? client.publishing.pauseAll() : client.publishing.resumeAll()));
  };
  return (
    <>
      <Part title="Everything">
        {status !== undefined && (
          <Setting
            name={status.paused ? 'Publishing is paused' : 'Publishing is on'}
            help={status.paused ? `Nothing goes out${status.pausedAt === null ? '' : ` since ${format.dayTime(status.pausedAt, format.userZone, now)}`}, also after a restart.${held === null ? '' : ` ${held}`}` : 'Pausing stops everything that is not out yet, at once, and stays so until you resume.'}
          >
            {status.paused
              ? <Button icon={IconPlayerPlay} onClick={() => { void setPaused(false); }}>Resume publishing</Button>
              : <Button icon={IconPlayerPause} onClick={() => { void setPaused(true); }}>Pause everything</Button>}
          </Setting>
        )}
      </Part>
      {brands.map((brand) => (
        <section key={brand.id} className="settings-part" aria-label={brand.name}>
          <div className="sec"><BrandMark brand={brand} size="sm" /><h3>{brand.name}</h3></div>
          <BrandPolicy brand={brand} />
        </section>
      ))}
      <p className="help">Linnet publishes while this computer is on and Linnet is running. It never sends a post again that may already be out.</p>
    </>
  );
}
