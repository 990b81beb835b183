export interface InstagramBases {
  /** Graph for accounts that logged in at Instagram. All without a trailing slash. */
  readonly instagram: string;
  /** Graph for accounts that were reached by their Facebook Page. */
  readonly facebook: string;
  /** Takes the bytes of videos. */
  readonly upload: string;
  /** Takes a code for a token of an hour. */
  readonly codes: string;
  /** Facebook's login page. */
  readonly dialog: string;
  /** Instagram's login page, profiles and posts. */
  readonly web: string;
}

export const liveBases: InstagramBases = {
  instagram: 'https://graph.instagram.com', facebook: 'https://graph.facebook.com', upload: 'https://rupload.facebook.com', codes: 'https://api.instagram.com', dialog: 'https://www.facebook.com', web: 'https://www.instagram.com',
};

/** A server of one's own that answers like all of them. @param origin without a trailing slash */
export const basesAt = (origin: string): InstagramBases => ({ instagram: origin, facebook: origin, upload: origin, codes: origin, dialog: origin, web: origin });

/** The version of Graph, the first part of every path but those of tokens. v25.0 is of 18 February 2026; checked 2026-11-21. */
export const VERSION = '/v25.0';

export const profileUrl = ({ web }: Pick<InstagramBases, 'web'>, handle: string): string => `${web}/${encodeURIComponent(handle)}/`;
