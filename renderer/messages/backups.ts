import type { Backup } from '#core/contract/app';

/** Why a back-up was made. */
export const backupReason: Readonly<Record<Backup['reason'], string>> = {
  daily: 'made by itself', 'before-migration': 'made before an update', 'by-hand': 'made by you', damaged: 'the damaged file',
};
