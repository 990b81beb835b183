import { IconArrowLeft, IconArrowRight, IconPhoto, IconPlus, IconTrash } from '@tabler/icons-react';
import { type DragEvent, type KeyboardEvent, useState } from 'react';
import type { Asset } from '#core/contract/shapes';
import type { Id } from '#core/ids';
import type { NetworkLimits } from '#core/networks';
import type { MediaUse } from '#core/posts/content';
import { isVideo } from '#core/videos/probe';
import { Button, IconButton } from '#renderer/components/button';
import { Icon } from '#renderer/components/icon';
import { pressed, shortcutText } from '#renderer/components/shortcuts';
import { Thumb } from '#renderer/components/thumb';
import { VideoStill } from '#renderer/components/video-still';
import { lengthShort } from '#renderer/messages/videos';
import { AltEditor } from './alt-editor';
import { focusSoon, placeKey, useComposer, useSession } from './context';
import { mediaAt, type Place } from './draft';
import { moveMedia, removeMedia } from './editing';
import { ratioOf } from './ratio';

interface MediaStripProps {
  readonly place: Place;
  readonly altLimit: NetworkLimits['altText'];
  /** The picture whose words are being written. */
  readonly writing: Id | null;
  readonly onWrite: (assetId: Id | null) => void;
  readonly readOnly?: boolean;
  /** In a further part of a thread: smaller, and with a button instead of the tile. */
  readonly small?: boolean;
}

const DRAGGED = 'application/x-linnet-picture';

/** Pictures in their order: drag or Alt with an arrow moves one, Delete takes it out, its caption opens the alt text. */
export function MediaStrip({ place, altLimit, writing, onWrite, readOnly = false, small = false }: MediaStripProps) {
  const { edit, pick } = useComposer();
  const media = useSession((state) => mediaAt(state.draft, place));
  const assets = useSession((state) => state.assets);
  const [said, setSaid] = useState('');
  const [over, setOver] = useState<number | null>(null);
  const key = placeKey(place);

  const move = (from: number, to: number): void => {
    if (readOnly || to < 0 || to >= media.length) return;
    edit((draft) => moveMedia(draft, place, from, to));
    setSaid(`Picture ${from + 1} is now number ${to + 1} of ${media.length}`);
    focusSoon(`[data-picture="${key}.${media[from]?.assetId ?? ''}"]`);
  };
  const remove = (use: MediaUse, index: number): void => {
    edit((draft) => removeMedia(draft, place, use.assetId));
    setSaid(`Picture ${index + 1} is taken out`);
    if (writing === use.assetId) onWrite(null);
    const next = media[index + 1] ?? media[index - 1];
    focusSoon(next === undefined ? `[data-add="${key}"]` : `[data-picture="${key}.${next.assetId}"]`);
  };
  const onKey = (event: KeyboardEvent, use: MediaUse, index: number): void => {
    if (pressed('pictureOrder', event)) move(index, index + (event.key === 'ArrowLeft' ? -1 : 1));
    else if (pressed('pictureOut', event) && !readOnly) remove(use, index);
    else return;
    event.preventDefault();
  };
  const dropOn = (event: DragEvent, to: number): void => {
    const from = event.dataTransfer.getData(DRAGGED);
    setOver(null);
    if (!from.startsWith(`${key} `)) return;
    event.preventDefault();
    event.stopPropagation();
    move(Number(from.slice(key.length + 1)), to);
  };
  const open = media.find((use) => use.assetId === writing);

  return (
    <div className="media" data-small={small}>
      <ul className="strip" aria-label="Pictures">
        {media.map((use, index) => (
          <li
            key={use.assetId} className="med" data-over={over === index} draggable={!readOnly}
            onDragStart={(event) => { event.dataTransfer.setData(DRAGGED, `${key} ${index}`); event.dataTransfer.effectAllowed = 'move'; }}
            onDragOver={(event) => { if (event.dataTransfer.types.includes(DRAGGED)) { event.preventDefault(); event.stopPropagation(); setOver(index); } }}
            onDragLeave={() => setOver(null)} onDrop={(event) => dropOn(event, index)}
          >
            <button
              type="button" className="pic" data-picture={`${key}.${use.assetId}`} aria-expanded={writing === use.assetId}
              title={assets.get(use.assetId)?.fileName}
              onClick={() => onWrite(writing === use.assetId ? null : use.assetId)} onKeyDown={(event) => onKey(event, use, index)}
            >
              <span className="vh">{`${nounOf(assets.get(use.assetId))} ${index + 1}${use.alt === '' ? ', no alt text' : `: ${use.alt}`}`}</span>
              <Picture asset={assets.get(use.assetId)} />
              <span className="badge start" aria-hidden="true">{index + 1}</span>
              <span className="badge end" aria-hidden="true">{badgeOf(assets.get(use.assetId))}</span>
            </button>
            {!readOnly && (
              <span className="pic-acts">
                {index > 0 && <IconButton icon={IconArrowLeft} label={`Move picture ${index + 1} forward`} size="sm" shortcut={shortcutText('pictureOrder')} onClick={() => move(index, index - 1)} />}
                {index < media.length - 1 && <IconButton icon={IconArrowRight} label={`Move picture ${index + 1} back`} size="sm" shortcut={shortcutText('pictureOrder', 1)} onClick={() => move(index, index + 1)} />}
                <IconButton icon={IconTrash} label={`Take ${nounOf(assets.get(use.assetId)).toLowerCase()} ${index + 1} out`} size="sm" shortcut={shortcutText('pictureOut')} onClick={() => remove(use, index)} />
              </span>
            )}
            <button type="button" className={`alt micro ${use.alt.trim() === '' ? 'warning-text m' : 't2'}`} tabIndex={-1} aria-hidden="true" title={use.alt} onClick={() => onWrite(use.assetId)} disabled={readOnly}>
              <span>{use.alt.trim() === '' ? 'Write alt text' : use.alt}</span>
            </button>
          </li>
        ))}
        {!readOnly && !small && (
          <li><button type="button" className="med-add" data-add={key} onClick={() => pick(place)}><Icon of={IconPlus} />Drop or<br />choose</button></li>
        )}
      </ul>
      {!readOnly && small && <Button size="sm" kind="ghost" icon={IconPhoto} data-add={key} onClick={() => pick(place)}>Add pictures</Button>}
      {open !== undefined && !readOnly && (
        <AltEditor key={`${key}.${open.assetId}`} place={place} use={open} number={media.indexOf(open) + 1} asset={assets.get(open.assetId)} limit={altLimit} next={media.find((use) => use.alt.trim() === '' && use.assetId !== open.assetId)?.assetId ?? null} onGo={onWrite} />
      )}
      <span className="vh" aria-live="polite">{said}</span>
    </div>
  );
}

function Picture({ asset }: { readonly asset: Asset | undefined }) {
  if (asset === undefined || asset.status !== 'ok') return <span className="pic-none"><Icon of={IconPhoto} />{asset?.status === 'corrupt' ? 'Damaged' : 'Missing'}</span>;
  return isVideo(asset) ? <VideoStill hash={asset.hash} width={104 * window.devicePixelRatio} /> : <Thumb hash={asset.hash} size={104} />;
}

const nounOf = (asset: Asset | undefined): string => (asset !== undefined && isVideo(asset) ? 'Video' : 'Picture');

/** The shape of a picture, the length of a video. */
function badgeOf(asset: Asset | undefined): string {
  if (asset === undefined || !isVideo(asset)) return ratioOf(asset);
  const ms = asset.video?.durationMs ?? null;
  return ms === null ? '' : lengthShort(ms);
}
