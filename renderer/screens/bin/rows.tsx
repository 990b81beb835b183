import { IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import type { Brand } from '#core/contract/brands';
import type { BinCard } from '#core/contract/posts';
import { BrandMark } from '#renderer/components/brand-mark';
import { Button, IconButton } from '#renderer/components/button';
import { titleOf } from '#renderer/components/chip';
import { NetworkIcons } from '#renderer/components/network-icon';
import { shortcutText } from '#renderer/components/shortcuts';
import { Thumb } from '#renderer/components/thumb';
import type { Format } from '#renderer/format';
import { navigate } from '#renderer/routes';
import { restoreBrand, restorePost } from './acts';

export type RemovedBrand = Brand & { readonly deletedAt: number };
export type BinRow = { readonly kind: 'brand'; readonly key: string; readonly brand: RemovedBrand } | { readonly kind: 'post'; readonly key: string; readonly card: BinCard };

interface RowProps {
  readonly format: Format;
  readonly now: number;
  /** The row that Tab comes to; its buttons follow. */
  readonly stop: boolean;
}

/** `deleted 3 Oct 14:05`, in the time of this computer: that is when somebody did it. */
const since = (word: string, at: number, { format, now }: Pick<RowProps, 'format' | 'now'>): string => `${word} ${format.dayTime(at, format.userZone, now)}`;

export function BrandRow({ brand, format, now, stop }: RowProps & { readonly brand: RemovedBrand }) {
  const tabIndex = stop ? 0 : -1;
  return (
    <div className="bin-row">
      <BrandMark brand={brand} />
      <span className="words"><span className="m trunc" title={brand.name} dir="auto">{brand.name}</span><span className="small t2 trunc">A brand with its posts, {since('removed', brand.deletedAt, { format, now })}</span></span>
      <span />
      <span className="acts"><Button size="sm" icon={IconArrowBackUp} data-main tabIndex={tabIndex} onClick={() => { void restoreBrand(brand); }}>Bring back<span className="vh"> {brand.name}</span></Button></span>
    </div>
  );
}

interface PostRowProps extends RowProps {
  readonly card: BinCard;
  /** Whose it is, where several brands are shown. */
  readonly brandName: string | null;
  readonly onDelete: (card: BinCard) => void;
}

export function PostRow({ card, brandName, format, now, stop, onDelete }: PostRowProps) {
  const title = titleOf(card.title);
  const tabIndex = stop ? 0 : -1;
  const note = [...(brandName === null ? [] : [brandName]), since('deleted', card.deletedAt, { format, now }), ...card.labels.map(({ name }) => name)].join(' · ');
  return (
    <div className="bin-row">
      <Thumb hash={card.thumbHash} size={32} />
      <button type="button" className="words" data-main tabIndex={tabIndex} title={`${title}\nEnter reads it`} onClick={() => navigate(`/compose/${card.id}`)}>
        <span className={card.title === '' ? 't2 trunc' : 'm trunc'} dir="auto">{title}</span>
        <span className="small t2 trunc" title={note}>{note}</span>
      </button>
      <span className="networks"><NetworkIcons networks={card.networks} max={4} /></span>
      <span className="acts">
        <Button size="sm" icon={IconArrowBackUp} tabIndex={tabIndex} title={`Restore (${shortcutText('restore')})`} onClick={() => { void restorePost(card); }}>Restore<span className="vh"> {title}</span></Button>
        <IconButton size="sm" icon={IconTrash} label={`Delete for good: ${title}`} shortcut={shortcutText('deleteForGood')} tabIndex={tabIndex} onClick={() => onDelete(card)} />
      </span>
    </div>
  );
}
