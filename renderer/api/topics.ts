import type { QueryKey } from '@tanstack/react-query';
import type { Topic } from '#core/changes';
import { orpc } from './client';

/** Which queries a changed topic makes out of date. */
export const keysOf: { readonly [T in Topic]: readonly QueryKey[] } = {
  brands: [orpc.brands.key(), orpc.publishing.today.key()],
  accounts: [orpc.accounts.key(), orpc.publishing.today.key()],
  posts: [orpc.posts.key(), orpc.planning.search.key()],
  // An account tells how much waits there and what is planned for today.
  calendar: [orpc.planning.key(), orpc.publishing.today.key(), orpc.publishing.status.key(), orpc.accounts.list.key()],
  publishing: [orpc.publishing.key()],
  activity: [orpc.accounts.activity.key(), orpc.publishing.activity.key(), orpc.publishing.publication.key()],
  media: [orpc.media.key()],
  preferences: [orpc.app.preferences.key()],
  security: [orpc.app.security.key()],
  data: [orpc.app.data.key()],
  'media-host': [orpc.mediaHost.key()],
};
