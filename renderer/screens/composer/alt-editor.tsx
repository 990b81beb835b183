import { IconFocusCentered } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Asset } from '#core/contract/shapes';
import type { Id } from '#core/ids';
import type { NetworkLimits } from '#core/networks';
import type { MediaUse } from '#core/posts/content';
import { lengthIn } from '#core/text';
import { isVideo } from '#core/videos/probe';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { Button } from '#renderer/components/button';
import { focusSoon, placeKey, useComposer } from './context';
import type { Place } from './draft';
import { setAlt } from './editing';
import { Film } from './film';
import { FocalPoint } from './focal-point';

interface AltEditorProps {
  readonly place: Place;
  readonly use: MediaUse;
  readonly number: number;
  readonly asset: Asset | undefined;
  /** The tightest of those that apply here. */
  readonly limit: NetworkLimits['altText'];
  /** Another picture without words. */
  readonly next: Id | null;
  readonly onGo: (assetId: Id | null) => void;
}

/** The words for one picture. The library remembers them for its next use. */
export function AltEditor({ place, use, number, asset, limit, next, onGo }: AltEditorProps) {
  const { edit } = useComposer();
  const format = useFormat();
  const id = useId();
  const [pointing, setPointing] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const used = limit === null ? 0 : lengthIn(limit.unit, use.alt);
  const over = limit !== null && used > limit.max;
  const remember = (): void => {
    if (asset !== undefined && asset.alt === '' && use.alt.trim() !== '') void act(client.media.setAlt({ id: asset.id, alt: use.alt }), { onError: () => undefined });
  };
  const close = (): void => { onGo(null); focusSoon(`[data-picture="${placeKey(place)}.${use.assetId}"]`); };
  const film = asset !== undefined && isVideo(asset);
  const noun = film ? 'video' : 'picture';
  return (
    <div className="alt-editor" role="group" aria-label={`Alt text of ${noun} ${number}`}>
      {film && asset.status === 'ok' && <Film asset={asset} />}
      <label className="label" htmlFor={id}>Alt text of {noun} {number}</label>
      <textarea
        id={id} ref={area} dir="auto" rows={3} className="plain-input" value={use.alt} maxLength={5_000} data-alt={`${placeKey(place)}.${use.assetId}`} aria-describedby={`${id}-help`} aria-invalid={over}
        placeholder="What somebody who cannot see it should know of it" onChange={(event) => { const alt = event.currentTarget.value; edit((draft) => setAlt(draft, place, use.assetId, alt)); }} onBlur={remember}
        onKeyDown={(event) => { if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); close(); } }}
      />
      <div className="row">
        <span id={`${id}-help`} className={`small grow ${over ? 'danger-text strong' : 't3'}`}>{limit === null ? 'Screen readers say it' : `${format.number(used)} of ${format.number(limit.max)}`}</span>
        {next !== null && <Button size="sm" onClick={() => onGo(next)}>Next without alt text</Button>}
        {asset?.status === 'ok' && asset.width > 0 && !film && <Button size="sm" icon={IconFocusCentered} onClick={() => setPointing(true)}>Focal point</Button>}
        <Button size="sm" onClick={close}>Done</Button>
      </div>
      {pointing && asset !== undefined && <FocalPoint asset={asset} number={number} onClose={() => setPointing(false)} />}
    </div>
  );
}
