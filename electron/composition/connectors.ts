import { randomBytes } from 'node:crypto';
import type { Clock } from '#core/clock';
import type { NetworkId } from '#core/networks';
import { createBlueskyConnector } from '../connectors/bluesky/bluesky';
import type { Connector, ConnectorRegistry } from '../connectors/ports/connector';
import type { MediaHost } from '../connectors/ports/media-host';
import type { Http } from '../connectors/http/http';
import { basesAt as facebookAt } from '../connectors/facebook/bases';
import { createFacebookConnector } from '../connectors/facebook/facebook';
import { basesAt as instagramAt } from '../connectors/instagram/bases';
import { createInstagramConnector } from '../connectors/instagram/instagram';
import { createLinkedinConnector } from '../connectors/linkedin/linkedin';
import { type AppRegistrations, createMastodonConnector } from '../connectors/mastodon';
import { createPinterestConnector } from '../connectors/pinterest/pinterest';
import { createPracticeConnector } from '../connectors/practice/practice';
import { basesAt as threadsAt } from '../connectors/threads/bases';
import { createThreadsConnector } from '../connectors/threads/threads';
import { basesAt as tiktokAt } from '../connectors/tiktok/bases';
import { createTiktokConnector } from '../connectors/tiktok/tiktok';
import { createXConnector } from '../connectors/x/x';
import { basesAt as youtubeAt } from '../connectors/youtube/bases';
import { createYoutubeConnector } from '../connectors/youtube/youtube';
import type { DeveloperSettings } from './developer-settings';

/** The list of networks. A further one is one line here. */
export function createRegistry(deps: {
  readonly http: Http;
  readonly clock: Clock;
  readonly registrations: AppRegistrations;
  readonly practiceBase: () => string | null;
  readonly developer: DeveloperSettings;
  readonly mediaHost: () => MediaHost | null;
}): ConnectorRegistry {
  const { http, clock, developer } = deps;
  const random = (length: number): Uint8Array => randomBytes(length);
  const all: readonly Connector[] = [
    createBlueskyConnector({ http, clock, randomBytes: random, ...(developer.bluesky === undefined ? {} : { bases: { ...developer.bluesky, allowHttp: true } }) }),
    createFacebookConnector({ http, clock, randomBytes: random, ...(developer.facebook === undefined ? {} : { bases: facebookAt(developer.facebook.url) }) }),
    createInstagramConnector({ http, clock, randomBytes: random, mediaHost: deps.mediaHost, ...(developer.instagram === undefined ? {} : { bases: instagramAt(developer.instagram.url) }) }),
    createMastodonConnector({ http, clock, randomBytes: random, registrations: deps.registrations }),
    createPinterestConnector({ http, clock, randomBytes: random, ...(developer.pinterest === undefined ? {} : { server: developer.pinterest.url }) }),
    createPracticeConnector({ http, clock, randomBytes: random, resolveBase: deps.practiceBase, honoursKeys: () => developer.practice?.honourKeys ?? true }),
    createLinkedinConnector({ http, clock, randomBytes: random, ...(developer.linkedin === undefined ? {} : { bases: { ...developer.linkedin, allowHttp: true } }) }),
    createThreadsConnector({ http, clock, randomBytes: random, mediaHost: deps.mediaHost, ...(developer.threads === undefined ? {} : { bases: threadsAt(developer.threads.url) }) }),
    createTiktokConnector({ http, clock, randomBytes: random, ...(developer.tiktok === undefined ? {} : { bases: tiktokAt(developer.tiktok.url) }) }),
    createXConnector({ http, clock, randomBytes: random, ...(developer.x === undefined ? {} : { bases: developer.x }) }),
    createYoutubeConnector({ http, clock, randomBytes: random, ...(developer.youtube === undefined ? {} : { bases: youtubeAt(developer.youtube.url) }) }),
  ];
  return new Map<NetworkId, Connector>(all.map((connector) => [connector.id, connector]));
}
