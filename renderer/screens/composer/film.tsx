import { useState } from 'react';
import type { Asset } from '#core/contract/shapes';
import { fileUrl } from '#renderer/components/video-poster';
import { lengthShort, videoLine } from '#renderer/messages/videos';
import { megabytes } from '#renderer/messages/sizes';

/** A video played in place, with what it is. Some kinds this window cannot play; they are sent all the same. */
export function Film({ asset }: { readonly asset: Asset }) {
  const [dead, setDead] = useState(false);
  const ms = asset.video?.durationMs ?? null;
  return (
    <div className="film">
      {dead
        ? <p className="small t2">Linnet cannot play this kind of video here. That does not stop it from being sent.</p>
        : <video className="film-player" src={fileUrl(asset.hash)} controls preload="metadata" aria-label={`Play ${asset.fileName}`} onError={() => setDead(true)}><track kind="captions" /></video>}
      <p className="micro t3">{`${ms === null ? '' : `${lengthShort(ms)} · `}${megabytes(asset.bytes)} · ${videoLine(asset)}`}</p>
    </div>
  );
}
