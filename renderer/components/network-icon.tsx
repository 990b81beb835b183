import { memo } from 'react';
import { siBluesky, siFacebook, siInstagram, siMastodon, siPinterest, siThreads, siTiktok, siX, siYoutube } from 'simple-icons';
import { type NetworkId, networkNames } from '#core/networks/names';

// simple-icons has no LinkedIn any more, and the practice network is ours: both drawn here, on the same 24-unit square.
const linkedin = 'M3.5 0h17A3.5 3.5 0 0 1 24 3.5v17a3.5 3.5 0 0 1-3.5 3.5h-17A3.5 3.5 0 0 1 0 20.500v-17A3.5 3.5 0 0 1 3.5 0ZM4 9.200v11h3.400v-11ZM5.7 3.800a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM9.8 9.200v11h3.400v-5.700c0-1.7.8-2.7 2.1-2.7 1.2 0 1.8.9 1.8 2.600v5.800h3.400v-6.600c0-3-1.6-4.7-4-4.7-1.5 0-2.6.7-3.3 1.800V9.200Z';
const practice = 'M4 0h16a4 4 0 0 1 4 4v16a4 4 0 0 1-4 4H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4Zm1.5 8.800L3.2 10l2.7 1.200c-.5 4.8 2.4 7.8 6.4 7.8 2.6 0 4.6-1.3 5.7-3.300l3.3.3-3.4-5.400C17 7 14.6 5 11.5 5 8.6 5 6.5 6.4 5.5 8.800Zm4.5-.300a1.150 1.150 0 1 1 0 2.3 1.150 1.150 0 0 1 0-2.300Z';

const paths: Readonly<Record<NetworkId, string>> = {
  bluesky: siBluesky.path, mastodon: siMastodon.path, x: siX.path, facebook: siFacebook.path, instagram: siInstagram.path,
  threads: siThreads.path, pinterest: siPinterest.path, tiktok: siTiktok.path, youtube: siYoutube.path, linkedin, practice,
};

interface NetworkIconProps {
  readonly network: NetworkId;
  /** 11 on a chip, 12 in a meta line, 14 in rows, 18 for accounts. */
  readonly size?: number;
  /** The name is written beside it. */
  readonly silent?: boolean;
}

/** The network's own sign in its own colour: the only place where that colour is used. By attributes, which a month of icons shares; a style belongs to one element. */
export const NetworkIcon = memo(function NetworkIcon({ network, size = 14, silent = false }: NetworkIconProps) {
  return (
    <svg
      className="net" viewBox="0 0 24 24" width={`${size / 16}rem`} height={`${size / 16}rem`} fill={`var(--net-${network})`}
      {...(silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': networkNames[network] })}
    >
      <path d={paths[network]} fillRule="evenodd" />
    </svg>
  );
});

interface NetworkIconsProps {
  readonly networks: readonly NetworkId[];
  readonly size?: number;
  /** More than this many become "+n". */
  readonly max?: number;
}

export function NetworkIcons({ networks, size = 14, max = 9 }: NetworkIconsProps) {
  const distinct = [...new Set(networks)];
  const rest = distinct.slice(max);
  return (
    <span className="nets">
      {distinct.slice(0, max).map((network) => <NetworkIcon key={network} network={network} size={size} />)}
      {rest.length > 0 && <span className="micro t3 strong" title={rest.map((network) => networkNames[network]).join(', ')}>+{rest.length}</span>}
    </span>
  );
}
