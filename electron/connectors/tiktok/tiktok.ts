import type { Connector } from '../ports/connector';
import { createServerTimes } from '../publishing/server-time';
import { liveBases } from './bases';
import { createTiktokClient, type TiktokDeps } from './client';
import { createTermsPort } from './creator';
import { createFind } from './find-published';
import { createAccountPort, createLogin } from './login';
import { createPublishPort } from './publish';
import { createMetricsPort } from './reading';
import { createUploads } from './upload';

/**
 * TikTok, by its Content Posting API and the person's own app. It gives apps no comments and no scheduling, and lets them delete and edit
 * nothing, so those ports are missing.
 */
export function createTiktokConnector(deps: TiktokDeps): Connector {
  const times = createServerTimes(deps);
  const http = times.http;
  const client = createTiktokClient({ ...deps, http }, deps.bases ?? liveBases);
  const { clock } = deps;
  const uploads = createUploads(client, { http: deps.http, clock, ...(deps.chunk === undefined ? {} : { chunk: deps.chunk }) });
  return {
    id: 'tiktok',
    login: [createLogin(deps, client)],
    account: createAccountPort(deps, client),
    publish: createPublishPort(client, { clock, uploads, find: createFind(client, clock), times }),
    metrics: createMetricsPort(client),
    terms: createTermsPort(client),
  };
}
