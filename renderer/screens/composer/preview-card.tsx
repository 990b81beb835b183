import { IconBookmark, IconChartBar, IconDots, IconHeart, IconMessageCircle, IconQuote, IconRepeat, IconRocket, IconSend, IconShare2, IconShare3, IconStar, IconThumbUp, IconUpload, IconWorld } from '@tabler/icons-react';
import type { Icon as TablerIcon } from '@tabler/icons-react';
import { memo, type ReactNode, useState } from 'react';
import type { Asset } from '#core/contract/shapes';
import type { Id } from '#core/ids';
import { type NetworkFacts, networkFacts, type NetworkId, pollChoices, specialOf } from '#core/networks';
import { countText } from '#core/text';
import { BrandMark } from '#renderer/components/brand-mark';
import { Icon } from '#renderer/components/icon';
import { thumbUrl } from '#renderer/components/thumb';
import type { AccountCheck } from './check';
import { useComposer } from './context';
import type { Draft } from './draft';
import { partsOf } from './draft';
import { PreviewMedia, PreviewPages } from './preview-media';
import { PreviewPoll } from './preview-poll';
import { firstHost, PreviewText } from './preview-text';

interface PreviewCardProps {
  readonly draft: Draft;
  readonly check: AccountCheck;
  readonly assets: ReadonlyMap<Id, Asset>;
  /** What the network would write beside the name: the day, or "now". */
  readonly when: string;
}

const acts: Partial<Readonly<Record<NetworkId, readonly TablerIcon[]>>> = {
  bluesky: [IconMessageCircle, IconRepeat, IconHeart, IconShare2, IconDots],
  mastodon: [IconMessageCircle, IconRocket, IconStar, IconBookmark, IconDots],
  practice: [IconMessageCircle, IconRepeat, IconHeart, IconDots],
  x: [IconMessageCircle, IconRepeat, IconHeart, IconChartBar, IconBookmark, IconUpload],
  facebook: [IconThumbUp, IconMessageCircle, IconShare3],
  instagram: [IconHeart, IconMessageCircle, IconSend, IconBookmark],
  threads: [IconHeart, IconMessageCircle, IconRepeat, IconSend],
  linkedin: [IconThumbUp, IconMessageCircle, IconRepeat, IconSend],
  pinterest: [IconHeart, IconMessageCircle, IconUpload, IconDots],
  tiktok: [IconHeart, IconMessageCircle, IconBookmark, IconShare3],
  youtube: [IconThumbUp, IconMessageCircle, IconShare3],
};

/** A post as its network shows it, drawn from nothing but what is on this computer. */
export const PreviewCard = memo(function PreviewCard({ draft, check, assets, when }: PreviewCardProps) {
  const { publication, limits, extras } = check;
  const { network, options } = publication;
  const parts = partsOf(draft, publication);
  const warning = typeof options['contentWarning'] === 'string' ? options['contentWarning'] : '';
  const asked = networkFacts[network].options.safeParse(options);
  const title = titleOf(network, options, parts[0]?.media ?? [], assets);
  const { needs }: NetworkFacts = networkFacts[network];
  const quoted = quotedLink(options['quotePost']);
  const silent = specialOf(network, options)?.text === false;
  const card = networkFacts[network].supportsLinkCard && (asked.success ? asked.data['linkCard'] !== false : true);
  return (
    <article className={`pv pv-${network}`}>
      {parts.map((part, index) => {
        const link = card && part.media.length === 0 && (limits.poll === undefined || pollChoices(options).length === 0) ? firstHost(part.text) : null;
        const asDocument = options['sendAs'] === 'document' && part.media.length > 0;
        return (
          <div key={index} className="pv-post" data-chain={index < parts.length - 1}>
            <Avatar check={check} />
            <div className="pv-who">
              <span className="pv-name trunc"><bdi>{nameOf(check)}</bdi></span>
              <span className="pv-handle trunc" dir="ltr">{handleOf(check)}</span>
              <span className="pv-when nowrap">{when}</span>
            </div>
            <div className="pv-body">
              <Folded warning={warning}>
                {title !== '' && <p className="pv-title" dir="auto">{title}</p>}
                {!silent && <PreviewText text={part.text} network={network} count={index === 0 ? check.count : countText(network, part.text, limits, extras)} />}
                <PreviewMedia media={part.media} assets={assets} cover={needs?.media === 'video'} max={asDocument ? 1 : (limits.media?.maxImages ?? 0)} covered={options['sensitive'] === true || options['graphicMedia'] === true || (options['adultContent'] ?? 'none') !== 'none' || warning !== ''} />
                {asDocument && <PreviewPages title={options['documentTitle']} text={part.text} pages={part.media.length} />}
                {index === 0 && quoted !== null && <div className="pv-card"><Icon of={IconQuote} /><span className="grow"><span className="trunc pv-name" style={{ display: 'block' }}>{quoted.path}</span><span className="pv-when">Quoted post on {quoted.host}</span></span></div>}
                {index === 0 && limits.poll !== undefined && <PreviewPoll options={options} />}
                {link !== null && <div className="pv-card"><Icon of={IconWorld} /><span className="grow"><span className="trunc pv-name" style={{ display: 'block' }}>{link.url.replace(/^https?:\/\//, '')}</span><span className="pv-when">{link.host}</span></span></div>}
              </Folded>
            </div>
            <div className="pv-acts" aria-hidden="true">{(acts[network] ?? acts.practice ?? []).map((glyph, at) => <Icon key={at} of={glyph} />)}</div>
          </div>
        );
      })}
    </article>
  );
});

/** Where a title is shown above the words. Facebook has one for videos alone, and shows none over a Story. */
function titleOf(network: NetworkId, options: Readonly<Record<string, unknown>>, media: readonly { readonly assetId: string }[], assets: PreviewCardProps['assets']): string {
  const isShown = network === 'pinterest' || network === 'youtube' || (network === 'facebook' && specialOf(network, options)?.text !== false && media.some(({ assetId }) => assets.get(assetId)?.mime.startsWith('video/') === true));
  const title = isShown ? options[network === 'facebook' ? 'videoTitle' : 'title'] : '';
  return typeof title === 'string' ? title.trim() : '';
}

/** Where the link to a quoted post leads, for what is asked of the network only when the post goes out. */
function quotedLink(link: unknown): { readonly host: string; readonly path: string } | null {
  const url = typeof link === 'string' ? URL.parse(link.trim()) : null;
  return url === null || url.host === '' || !url.protocol.startsWith('http') ? null : { host: url.host, path: `${url.host}${url.pathname}` };
}

/** Instagram shows the name of the account alone, without a sign. */
const nameOf = ({ account, publication }: AccountCheck): string => (publication.network === 'instagram' ? account?.handle.replace(/^@/, '') : account?.displayName || account?.handle) || 'Removed account';

/** These say nothing beside the name: LinkedIn tells no public one, Facebook shows none, Instagram shows only that. */
const nameAlone: ReadonlySet<NetworkId> = new Set(['linkedin', 'facebook', 'instagram']);
const handleOf = ({ account, publication }: AccountCheck): string => {
  const handle = nameAlone.has(publication.network) ? '' : (account?.handle ?? '');
  return handle === '' || handle.startsWith('@') ? handle : `@${handle}`;
};

function Avatar({ check }: { readonly check: AccountCheck }) {
  const { brand } = useComposer();
  const avatar = check.avatar;
  if (avatar !== null) return <img className="pv-avatar" src={thumbUrl(avatar.hash, 96)} alt="" draggable={false} />;
  return <span className="pv-avatar"><BrandMark brand={brand} /></span>;
}

/** Behind a content warning the rest waits for the reader. */
function Folded({ warning, children }: { readonly warning: string; readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  if (warning === '') return children;
  return (
    <>
      <p className="pv-warning" dir="auto">{warning} <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? 'Show less' : 'Show more'}</button></p>
      {open && children}
    </>
  );
}
