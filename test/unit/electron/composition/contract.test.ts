import { call, ORPCError } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { os } from '#electron/api/os';

const brandId = '0192f1c0-7abc-7def-8123-000000000001';

describe('the contract', () => {
  it('refuses what the window sends when it does not fit, before any handler runs', async () => {
    let ran = 0;
    const list = os.media.list.handler(() => { ran += 1; return []; });
    for (const input of [{ brandId: '../etc' }, { brandId, limit: 0 }, { brandId, limit: 1e9 }, null, 'x', { brandId: [brandId] }]) {
      await expect(call(list, input as never)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    }
    expect(ran).toBe(0);
    expect(await call(list, { brandId })).toEqual([]);
  });

  it('lets nothing out that does not fit, and nothing more than was agreed', async () => {
    const fact = { version: '1', electron: '1', chrome: '1', node: '1', sqlite: '1', platform: 'x', dataFolder: '/', oldRuntime: false, locale: 'en', timeZone: 'UTC' };
    const broken = os.app.info.handler(() => ({ ...fact, oldRuntime: 'perhaps' }) as never);
    await expect(call(broken, undefined)).rejects.toBeInstanceOf(ORPCError);
    const chatty = os.app.info.handler(() => ({ ...fact, accessToken: 'a-secret' }));
    expect(await call(chatty, undefined)).toEqual(fact);
  });
});
