import type { Connector } from '../ports/connector';
import { createServerTimes } from '../publishing/server-time';
import { liveBases } from './bases';
import { createFacebookClient, type FacebookDeps } from './client';
import { createEditPort } from './edit';
import { createFind } from './find-published';
import { createLogins } from './login';
import { createAccountPort } from './profile';
import { createPublishPort } from './publish';
import { createOwnPublishing } from './publish-own';
import { createInboxPort, createMetricsPort } from './reading';
import { createSchedulePort } from './schedule';
import { createStories } from './stories';
import { createVideos } from './videos';

/** Facebook Pages, by Graph and the person's own app at Meta. People's own profiles take no posts from apps. */
export function createFacebookConnector(deps: FacebookDeps): Connector {
  const { clock } = deps;
  const times = createServerTimes(deps);
  const client = createFacebookClient({ ...deps, http: times.http }, deps.bases ?? liveBases);
  const find = createFind(client, clock);
  const stories = createStories(client, clock);
  const own = createOwnPublishing(client, { clock, videos: createVideos(client, deps), stories, find, times });
  return {
    id: 'facebook',
    login: createLogins(deps, client),
    account: createAccountPort(client),
    publish: createPublishPort(client, { clock, find, times, own, stories }),
    nativeSchedule: createSchedulePort(client, clock, find, own),
    edit: createEditPort(client),
    metrics: createMetricsPort(client),
    inbox: createInboxPort(client),
  };
}
