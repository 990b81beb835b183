import type { Connector } from '../ports/connector';
import { createServerTimes } from '../publishing/server-time';
import { liveBases } from './bases';
import { createYoutubeClient, type YoutubeDeps } from './client';
import { createEditPort } from './edit';
import { createExtras } from './extras';
import { createFind } from './find-published';
import { createInboxPort } from './inbox';
import { createAccountPort, createLogin } from './login';
import { createMetricsPort } from './metrics';
import { createDestinationPort } from './playlists';
import { createPublishPort } from './publish';
import { createSchedulePort } from './schedule';
import { createUpload } from './upload';

/** YouTube, by its Data API v3 and the person's own app at Google. */
export function createYoutubeConnector(deps: YoutubeDeps): Connector {
  const times = createServerTimes(deps);
  const client = createYoutubeClient({ ...deps, http: times.http }, deps.bases ?? liveBases);
  const { clock } = deps;
  return {
    id: 'youtube',
    login: [createLogin(deps, client)],
    account: createAccountPort(deps, client),
    publish: createPublishPort(client, { upload: createUpload(client, deps), extras: createExtras(client), find: createFind(client, clock), times }),
    edit: createEditPort(client),
    nativeSchedule: createSchedulePort(client, clock),
    destinations: createDestinationPort(client),
    metrics: createMetricsPort(client),
    inbox: createInboxPort(client),
  };
}
