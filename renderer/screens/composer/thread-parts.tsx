import { IconArrowsJoin, IconPlus, IconX } from '@tabler/icons-react';
import type { Id } from '#core/ids';
import { limitsFor, type NetworkId, type NetworkLimits } from '#core/networks';
import { countText } from '#core/text';
import { useFormat } from '#renderer/api/format';
import { Button, IconButton } from '#renderer/components/button';
import { extrasOf } from './check';
import { focusSoon, useComposer, useSession } from './context';
import { type Place, publicationOf } from './draft';
import { addPart, joinThread, removePart } from './editing';
import { withUndo } from './with-undo';
import type { AltTarget } from './editor-pane';
import { MediaStrip } from './media-strip';
import { TextEditor } from './text-editor';

interface ThreadPartsProps {
  readonly accountId: Id;
  readonly network: NetworkId;
  readonly overFrom: (text: string) => number | null;
  readonly altLimit: NetworkLimits['altText'];
  readonly writing: AltTarget | null;
  readonly onWrite: (target: AltTarget | null) => void;
  readonly readOnly: boolean;
}

/** The further parts of a thread, each a post of its own that answers the one before. */
export function ThreadParts({ accountId, network, overFrom, altLimit, writing, onWrite, readOnly }: ThreadPartsProps) {
  const { edit, accounts, session } = useComposer();
  const format = useFormat();
  const publication = useSession((state) => publicationOf(state.draft, accountId));
  if (publication === undefined || publication.thread.length === 0) return null;
  const { thread } = publication;
  const limits = limitsFor(network, accounts.get(accountId)?.limits ?? null);
  return (
    <div className="thread">
      {thread.map((part, index) => {
        const place: Place = { kind: 'part', accountId, part: index };
        const count = countText(network, part.text, limits, extrasOf(publication));
        return (
          <section key={index} className="part" aria-label={`Part ${index + 2} of ${thread.length + 1}`}>
            <div className="part-head small">
              <span className="m">Part {index + 2} of {thread.length + 1}</span>
              <span className={`grow ${count.over ? 'danger-text strong' : 't3'}`}>{format.number(count.used)} of {format.number(count.max)}</span>
              {!readOnly && <IconButton icon={IconX} size="sm" label={`Remove part ${index + 2}`} onClick={() => withUndo(session, `Part ${index + 2} is removed`, (draft) => removePart(draft, accountId, index))} />}
            </div>
            <TextEditor place={place} label={`Part ${index + 2} of the thread`} network={network} overFrom={overFrom} readOnly={readOnly} placeholder="The thread goes on here" />
            <MediaStrip small place={place} altLimit={altLimit} readOnly={readOnly} writing={writing !== null && writing.place.kind === 'part' && writing.place.accountId === accountId && writing.place.part === index ? writing.assetId : null} onWrite={(assetId) => onWrite(assetId === null ? null : { place, assetId })} />
          </section>
        );
      })}
      {!readOnly && (
        <div className="row part-acts">
          <Button size="sm" kind="ghost" icon={IconPlus} onClick={() => { edit((draft) => addPart(draft, accountId)); focusSoon(`[data-editor="${accountId}.${thread.length}"]`); }}>Add a part</Button>
          <Button size="sm" kind="ghost" icon={IconArrowsJoin} onClick={() => withUndo(session, 'The parts are one text now', (draft) => joinThread(draft, accountId))}>Join into one</Button>
        </div>
      )}
    </div>
  );
}
