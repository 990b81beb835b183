import { createAccountsApi } from '../api/accounts';
import type { createAppApi } from '../api/app';
import { createBrandsApi } from '../api/brands';
import { createDataApi, createStartupApi } from '../api/data';
import { createMediaApi } from '../api/media';
import { createMediaHostApi } from '../api/media-host';
import { os } from '../api/os';
import { createPlanningApi } from '../api/planning';
import { createPostsApi } from '../api/posts';
import { createPublishingApi } from '../api/publishing';
import type { DataFeature } from '../features/data/data';
import type { Starter } from '../features/data/starter';
import type { Features } from './features';

/** What the window may ask while there is no usable database: what is wrong, and the ways out. */
export const createRecoveryRouter = (app: ReturnType<typeof createAppApi>, starter: Pick<Starter<unknown>, 'startup' | 'recover'>) => ({
  app: { ...app, ...createStartupApi(starter) },
});

/** The whole contract; a procedure without a handler does not compile. */
export const createRouter = (app: ReturnType<typeof createAppApi>, starter: Pick<Starter<unknown>, 'startup' | 'recover'>, data: DataFeature, features: Features) => os.router({
  app: { ...app, ...createStartupApi(starter), data: createDataApi(data) },
  accounts: createAccountsApi({ accounts: features.accounts, logins: features.logins, appKeys: features.appKeys, destinations: features.destinations, terms: features.terms, activityOf: features.desk.activityOf }),
  brands: createBrandsApi({ brands: features.brands, labels: features.labels, sample: features.sample }),
  posts: createPostsApi(features),
  planning: createPlanningApi({ planning: features.planning, search: features.search }),
  publishing: createPublishingApi(features.desk),
  media: createMediaApi(features.media.media),
  mediaHost: createMediaHostApi(features.mediaHost),
});
