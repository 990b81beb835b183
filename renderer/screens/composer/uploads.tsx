import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { IconButton } from '#renderer/components/button';
import { Icon } from '#renderer/components/icon';
import { refusalLine } from '#renderer/messages/pictures';
import { useComposer, useSession } from './context';
import { dismissUpload } from './use-media';

/** Files on their way in, and those that were refused, each with its reason. */
export function Uploads() {
  const { session } = useComposer();
  const uploads = useSession((state) => state.uploads);
  if (uploads.length === 0) return null;
  return (
    <ul className="uploads" aria-live="polite">
      {uploads.map(({ key, name, done, error }) => (
        <li key={key} className="small">
          {error === null
            ? <><span className="trunc grow">{name}</span><span className="meter" data-tone="accent" role="progressbar" aria-label={`Importing ${name}`} aria-valuenow={Math.round(done * 100)} aria-valuemin={0} aria-valuemax={100}><i style={{ width: `${Math.max(4, done * 100)}%` }} /></span></>
            : <><Icon of={IconAlertTriangle} size={14} className="warning-text" /><span className="grow">{refusalLine(error, name)}</span></>}
          <IconButton icon={IconX} size="sm" label={error === null ? `Stop importing ${name}` : `Dismiss the note about ${name}`} onClick={() => dismissUpload(session, key)} />
        </li>
      ))}
    </ul>
  );
}
