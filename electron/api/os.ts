import { implement } from '@orpc/server';
import { contract } from '#core/contract';

/** The contract to be implemented; each file of this room hands one feature to it. */
export const os = implement(contract);
