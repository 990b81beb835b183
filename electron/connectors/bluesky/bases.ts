/** Where Bluesky's shared services live. Injected, so that the same connector runs against servers on this machine. */
export interface BlueskyBases {
  /** Directory of did:plc identities. */
  readonly plc: string;
  /** Answers com.atproto.identity.resolveHandle without a login. */
  readonly handleResolver: string;
  /** Web app, for permalinks. */
  readonly app: string;
  /** Plain http is accepted from servers on this machine only when this is set. */
  readonly allowHttp: boolean;
}

/** Checked 2026-11-22 against networks' facts: public AppView without login, PLC directory, web app. */
export const blueskyBases: BlueskyBases = {
  plc: 'https://plc.directory', handleResolver: 'https://public.api.bsky.app', app: 'https://bsky.app', allowHttp: false,
};
