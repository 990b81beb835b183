import { Modal } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { Asset } from '#core/contract/shapes';
import { type Focus, focusAt, middle, shownAround } from '#core/pictures/focus';
import { act } from '#renderer/api/act';
import { client } from '#renderer/api/client';
import { Button } from '#renderer/components/button';
import { thumbUrl } from '#renderer/components/thumb';
import { showToast } from '#renderer/stores/toast';
import { useComposer } from './context';

interface FocalPointProps {
  readonly asset: Asset;
  readonly number: number;
  readonly onClose: () => void;
}

/** Cuts that networks ask for most, from tall to wide. */
const cuts = [{ name: '2:3', ratio: 2 / 3 }, { name: '4:5', ratio: 4 / 5 }, { name: '1:1', ratio: 1 }, { name: '1.91:1', ratio: 1.91 }] as const;

const STEP = 0.01;
const BIG_STEP = 0.1;
const arrows: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const placeWords = ({ x, y }: Focus): string => `${percent(x)} from the left, ${percent(y)} from the top`;

/** What every cut of a picture keeps in sight: a point to drag, or to move with the arrow keys, and how the cuts come out. */
export function FocalPoint({ asset, number, onClose }: FocalPointProps) {
  const { session } = useComposer();
  const before = asset.focus ?? null;
  const [point, setPoint] = useState<Focus | null>(before);
  const shown = point ?? middle;
  const picture = asset.width / Math.max(1, asset.height);

  const save = (focus: Focus | null): void => {
    void act(client.media.setFocus({ id: asset.id, focus })).then((saved) => { if (saved !== null) session.learn([saved]); });
  };
  const done = (): void => {
    onClose();
    if (point === before || (point !== null && before !== null && point.x === before.x && point.y === before.y)) return;
    save(point);
    showToast({ text: point === null ? 'Linnet looks for what matters in this picture again' : 'The focal point is kept for every cut of this picture', undo: () => save(before) });
  };
  const pointAt = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    setPoint(focusAt((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height));
  };
  const onKey = (event: KeyboardEvent): void => {
    const arrow = arrows[event.key];
    if (arrow === undefined) return;
    event.preventDefault();
    const step = event.shiftKey ? BIG_STEP : STEP;
    setPoint(focusAt(shown.x + arrow[0] * step, shown.y + arrow[1] * step));
  };

  return (
    <Modal opened onClose={onClose} title={`Focal point of picture ${number}`} size={620} zIndex={350}>
      <div className="dialog-body">
        <p className="t2">Drag the ring to what has to stay in sight, or move it with the arrow keys. Every network’s crop of this picture is made around it.</p>
        <div className="focal">
          <div
            className="focal-picture" style={{ aspectRatio: String(picture), maxWidth: `calc(min(20rem, 27vh) * ${picture})` }}
            onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); pointAt(event); }}
            onPointerMove={(event) => { if (event.currentTarget.hasPointerCapture(event.pointerId)) pointAt(event); }}
          >
            <img src={thumbUrl(asset.hash, 1024)} alt="" draggable={false} />
            <button type="button" data-autofocus className="focal-ring" data-set={point !== null} style={{ left: `${shown.x * 100}%`, top: `${shown.y * 100}%` }} aria-label={`Focal point, ${placeWords(shown)}`} onKeyDown={onKey} />
          </div>
          <ul className="focal-cuts" aria-label="Crops around it">
            {cuts.map(({ name, ratio }) => {
              const at = shownAround(picture, ratio, shown);
              return <li key={name}><img src={thumbUrl(asset.hash, 480)} alt="" draggable={false} style={{ aspectRatio: String(ratio), objectPosition: `${at.x * 100}% ${at.y * 100}%` }} /><span className="micro t2">{name}</span></li>;
            })}
          </ul>
        </div>
        <p className="small t3" aria-live="polite">{point === null ? 'None is set: Linnet looks for what stands out, crop by crop.' : placeWords(point)}</p>
        <div className="dialog-acts">
          {point !== null && <Button kind="ghost" onClick={() => setPoint(null)}>Let Linnet look</Button>}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" onClick={done}>Done</Button>
        </div>
      </div>
    </Modal>
  );
}
