import { IconAlertTriangle, IconEye, IconPencil, IconPhotoCheck, IconPoint, IconSend, IconUser, type Icon as TablerIcon } from '@tabler/icons-react';
import type { ActivityCode } from '#core/activity';
import type { ActivityEntry } from '#core/contract/accounts';
import type { PublicationState } from '#core/posts/states';
import { toWallDate } from '#core/time';
import { useFormat } from '#renderer/api/format';
import { useNow } from '#renderer/api/now';
import { Disclosure, RawText } from '#renderer/components/disclosure';
import { Icon } from '#renderer/components/icon';
import { StateMark } from '#renderer/components/state-mark';
import { count } from '#renderer/format';
import { activityWords } from '#renderer/messages/activity';
import { exactWords } from '#renderer/messages/exact-words';
import { capital } from '#renderer/messages/quoted';

interface ThreadProps {
  readonly activity: readonly ActivityEntry[];
  /** As it is called in the middle of a sentence. */
  readonly network: string;
  readonly zone: string;
}

/** What happened to it, oldest first, with the network's own words behind each answer. */
export function Thread({ activity, network, zone }: ThreadProps) {
  const format = useFormat();
  const now = useNow();
  const entries = activity.toSorted((a, b) => a.at - b.at);
  const attempts = entries.filter(({ code }) => code === 'attempt-written').length;
  const looks = entries.filter(({ code }) => code.startsWith('look')).length;
  const summary = [attempts > 0 && count(attempts, 'attempt'), looks > 0 && count(looks, 'look')].filter((part) => part !== false).join(', ');
  return (
    <section className="pub-thread">
      <div className="sec"><h3>What happened</h3><span className="t2">{summary}</span></div>
      {entries.length === 0 && <p className="t2">Nothing yet. Each step is written down here as it happens.</p>}
      <ol>
        {entries.map((entry, index) => {
          const { title, note } = activityWords(entry, { network, format, zone });
          const day = newDay(entry.at, entries[index - 1]?.at ?? now, zone) ? format.day(entry.at, zone, now) : null;
          return (
            <li key={entry.id} className="step">
              {day !== null && <span className="step-day small t2">{day}</span>}
              <time className="t2" dateTime={new Date(entry.at).toISOString()}>{format.timeSeconds(entry.at, zone)}</time>
              <StepMark code={entry.code} />
              <div>
                <p className="m">{title}</p>
                {note !== '' && <p className="small t2">{note}</p>}
                {entry.answer !== null && <Disclosure label={`${capital(network)}’s own words`}><RawText>{exactWords(entry.answer)}</RawText></Disclosure>}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The day is said once, above the first step in it; today is not said at all. */
const newDay = (at: number, before: number, zone: string): boolean => toWallDate(at, zone) !== toWallDate(before, zone);

const states: Partial<Readonly<Record<ActivityCode, PublicationState>>> = {
  scheduled: 'scheduled', moved: 'scheduled', due: 'scheduled', resumed: 'scheduled', unscheduled: 'draft', held: 'hold', cancelled: 'cancelled', published: 'published', 'looked-found': 'published', verified: 'published',
  'hand-over-published': 'published', 'person-says-there': 'published', rejected: 'failed', 'signed-out': 'failed', 'preflight-stopped': 'failed', 'no-answer': 'unconfirmed', unconfirmed: 'unconfirmed', missed: 'missed',
  'person-says-drop': 'cancelled', 'sent-late': 'published', processing: 'publishing',
};
const icons: Partial<Readonly<Record<ActivityCode, TablerIcon>>> = {
  'commit-started': IconSend, replayed: IconSend, 'media-accepted': IconPhotoCheck, 'looked-absent': IconEye, 'looked-cannot-tell': IconEye, 'look-failed': IconEye, 'person-says-send': IconUser, 'retry-asked': IconUser,
  'verify-gone': IconAlertTriangle, unavailable: IconAlertTriangle, 'rate-limited': IconAlertTriangle, 'remove-failed': IconAlertTriangle, 'comment-refused': IconAlertTriangle, 'edit-failed': IconAlertTriangle, 'edited-on-network': IconPencil, 'recovered-after-crash': IconAlertTriangle,
};

function StepMark({ code }: { readonly code: ActivityCode }) {
  const state = states[code];
  if (state !== undefined) return <StateMark state={state} silent />;
  return <Icon of={icons[code] ?? IconPoint} size={14} className="t2" />;
}
