import type { DataFeature } from '#electron/features/data/data';
import type { Starter } from '#electron/features/data/starter';
import { os } from './os';

/** `app.startup` and `app.recover`: they answer before there is a database. */
export const createStartupApi = (starter: Pick<Starter<unknown>, 'startup' | 'recover'>) => ({
  startup: os.app.startup.handler(() => starter.startup()),
  recover: os.app.recover.handler(({ input }) => starter.recover(input)),
});

/** `app.data`. */
export const createDataApi = (data: Pick<DataFeature, 'info' | 'backupNow' | 'restore'>) => ({
  info: os.app.data.info.handler(() => {
    const info = data.info();
    return { ...info, backups: [...info.backups] };
  }),
  backupNow: os.app.data.backupNow.handler(() => data.backupNow()),
  restore: os.app.data.restore.handler(({ input }) => data.restore(input.file)),
});
