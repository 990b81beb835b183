import { IconPhotoOff, IconPlayerPlayFilled } from '@tabler/icons-react';
import type { Asset } from '#core/contract/shapes';
import type { Id } from '#core/ids';
import type { MediaUse } from '#core/posts/content';
import { isVideo } from '#core/videos/probe';
import { Icon } from '#renderer/components/icon';
import { thumbUrl } from '#renderer/components/thumb';
import { VideoStill } from '#renderer/components/video-still';

interface PreviewMediaProps {
  readonly media: readonly MediaUse[];
  readonly assets: ReadonlyMap<Id, Asset>;
  /** How many the network shows. */
  readonly max: number;
  readonly covered: boolean;
  /** A picture beside a film is what is shown of it until it plays. */
  readonly cover?: boolean;
}

/** One picture in its own shape, two side by side, three as one and two, four as a square. */
export function PreviewMedia({ media, assets, max, covered, cover = false }: PreviewMediaProps) {
  const film = (use: MediaUse): boolean => { const asset = assets.get(use.assetId); return asset !== undefined && isVideo(asset); };
  const picture = cover && media.some(film) ? media.find((use) => !film(use)) : undefined;
  const shown = picture === undefined ? media.slice(0, Math.max(1, Math.min(max, 4))) : [picture];
  if (shown.length === 0) return null;
  const single = shown.length === 1 ? assets.get(shown[0]?.assetId ?? '') : undefined;
  const ratio = single === undefined || single.height === 0 ? null : Math.min(2.2, Math.max(0.72, single.width / single.height));
  return (
    <div className="pv-media" data-count={shown.length} data-covered={covered} style={ratio === null ? undefined : { aspectRatio: String(ratio) }}>
      {shown.map((use) => {
        const asset = assets.get(use.assetId);
        return (
          <figure key={use.assetId}>
            {asset === undefined || asset.status !== 'ok' ? <span className="pv-lost"><Icon of={IconPhotoOff} /></span> : isVideo(asset) ? <VideoStill hash={asset.hash} width={480} alt={use.alt} /> : <img src={thumbUrl(asset.hash, 480)} alt={use.alt} loading="lazy" decoding="async" draggable={false} />}
            {picture !== undefined && <span className="play-mark" aria-hidden="true"><IconPlayerPlayFilled size={14} /></span>}
            {use.alt.trim() !== '' && !covered && <span className="pv-alt" aria-hidden="true">ALT</span>}
          </figure>
        );
      })}
      {covered && <span className="pv-cover">Covered until it is asked for</span>}
    </div>
  );
}

/** Pictures that go as one document: what it is called, and how many pages there are behind the first. */
export function PreviewPages({ title, text, pages }: { readonly title: unknown; readonly text: string; readonly pages: number }) {
  const typed = typeof title === 'string' ? title.trim() : '';
  const begins = (text.split('\n').find((line) => line.trim() !== '') ?? 'Document').trim();
  return <p className="pv-pages"><bdi className="trunc">{typed === '' ? begins : typed}</bdi><span className="nowrap">{pages === 1 ? '1 page' : `${pages} pages`}</span></p>;
}
