import { accounts } from './accounts';
import { app, media } from './app';
import { brands } from './brands';
import { planning } from './planning';
import { posts } from './posts';
import { publishing } from './publishing';

/** Everything that crosses between window and main process. A procedure without a handler does not compile. */
export const contract = { app, brands, accounts, posts, planning, publishing, media };
export type Contract = typeof contract;
