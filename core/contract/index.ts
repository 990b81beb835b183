import { accounts } from './accounts';
import { app, media } from './app';
import { brands } from './brands';
import { mediaHost } from './media-host';
import { planning } from './planning';
import { posts } from './posts';
import { publishing } from './publishing';

/** Everything that crosses between window and main process. A procedure without a handler does not compile. */
export const contract = { app, brands, accounts, posts, planning, publishing, media, mediaHost };
export type Contract = typeof contract;
