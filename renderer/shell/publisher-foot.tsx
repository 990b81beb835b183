import { Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconLock, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { PublisherStatus } from '#core/contract/publishing';
import { useBrands } from '#renderer/api/brand';
import { client, orpc } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { queryClient } from '#renderer/api/query-client';
import { Button, IconButton } from '#renderer/components/button';
import { NetworkIcons } from '#renderer/components/network-icon';
import { shortcutText } from '#renderer/components/shortcuts';
import type { Format } from '#renderer/format';
import { heldWords } from '#renderer/messages/held';
import { useUi } from '#renderer/stores/ui';

/** Pauses or resumes everything, and shows it at once. */
export async function setAllPaused(paused: boolean): Promise<void> {
  const status = await (paused ? client.publishing.pauseAll() : client.publishing.resumeAll());
  queryClient.setQueryData(orpc.publishing.status.queryKey(), status);
}

type Tone = 'on' | 'waiting' | 'paused' | 'none';

interface View {
  readonly tone: Tone;
  readonly title: string;
  readonly note: string;
  /** What stands under the mark of the narrow rail when nothing goes out. */
  readonly short?: string;
}

function viewOf(status: PublisherStatus, locked: boolean, format: Format, now: number): View {
  const since = status.pausedAt === null ? 'Nothing goes out' : `Since ${format.dayTime(status.pausedAt, format.userZone, now)}`;
  if (status.paused) return { tone: 'paused', title: 'Publishing is paused', note: since, short: 'Paused' };
  if (locked) return { tone: 'waiting', title: 'The vault is locked', note: 'Posts wait until it is open', short: 'Locked' };
  if (status.offline) return { tone: 'waiting', title: 'Offline', note: 'Posts wait until you are back', short: 'Offline' };
  if (status.running > 0) return { tone: 'on', title: 'Publishing now', note: '' };
  if (status.next === null) return { tone: 'none', title: 'Publishing is on', note: 'Nothing is planned' };
  return { tone: 'on', title: 'Publishing is on', note: `Next ${format.dayTime(status.next.at, format.userZone, now)}` };
}

/** The rail's foot: whether things go out, and what is next. */
export function PublisherFoot({ narrow }: { readonly narrow: boolean }) {
  const { brand } = useBrands();
  const { data: status } = useQuery(orpc.publishing.status.queryOptions());
  const { data: security } = useQuery(orpc.app.security.get.queryOptions());
  const format = useFormat();
  const now = useNow();
  if (status === undefined) return <div className="engine" />;
  const locked = security?.kind === 'vault' && security.locked;
  const view: View = brand === null ? { tone: 'none', title: 'Nothing to publish yet', note: '' } : viewOf(status, locked, format, now);
  const body = <FootBody status={status} view={view} locked={locked} idle={brand === null} />;
  if (!narrow) return <div className="engine" role="group" aria-label="Publisher">{body}</div>;
  const short = view.short ?? (status.next === null || view.tone !== 'on' ? '' : format.time(status.next.at));
  return (
    <Popover position="right-end" withinPortal>
      <Popover.Target>
        <button type="button" className="engine-narrow" data-clock={short.length > 5 ? 'long' : 'short'} aria-label={`${view.title}. ${view.note}`} title={`${view.title}. ${view.note}`}>
          <span className="engine-dot" data-tone={view.tone} />
          {short !== '' && <span>{short}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0}><div className="engine-pop">{body}</div></Popover.Dropdown>
    </Popover>
  );
}

interface FootBodyProps {
  readonly status: PublisherStatus;
  readonly view: View;
  readonly locked: boolean;
  readonly idle: boolean;
}

function FootBody({ status, view, locked, idle }: FootBodyProps) {
  const openOverlay = useUi((state) => state.openOverlay);
  const format = useFormat();
  const held = heldWords(status.paused ? status.heldByNetworks : [], { format, zone: format.userZone, now: useNow() });
  return (
    <>
      <div className="row">
        <span className="engine-dot" data-tone={view.tone} />
        <span className="m grow trunc">{view.title}</span>
        {!idle && !status.paused && <IconButton icon={IconPlayerPause} label="Pause everything" shortcut={shortcutText('pause')} size="sm" onClick={() => { void setAllPaused(true); }} />}
      </div>
      {view.note !== '' && (
        <div className="row small t2" title={status.next === null ? undefined : status.next.title}>
          <span className="trunc" style={{ paddingLeft: 20 }}>{view.note}</span>
          {status.next !== null && !status.paused && <NetworkIcons networks={status.next.networks} size={12} max={4} />}
        </div>
      )}
      {held !== null && <p className="small warning-text">{held}</p>}
      {status.paused && <Button size="sm" icon={IconPlayerPlay} onClick={() => { void setAllPaused(false); }}>Resume publishing</Button>}
      {locked && !status.paused && <Button size="sm" icon={IconLock} onClick={() => openOverlay('unlock')}>Unlock</Button>}
    </>
  );
}
