import { appError, type AppError } from '#core/errors';
import type { FileFailure } from './ports';

const codes = { damaged: 'backup-damaged', missing: 'backup-not-found', 'read-only': 'read-only', 'disk-full': 'disk-full', 'file-busy': 'file-busy' } as const;

/** What went wrong with a back-up, for a person. */
export const fileError = (failure: FileFailure): AppError => appError(codes[failure.kind], undefined, failure.detail);
