import { createRouterClient } from '@orpc/server';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { failuresAsCodes } from '#electron/shell/failures';
import { os } from '#electron/api/os';
import { createFailureCode } from '#electron/composition/failure-code';
import { errorLine } from '#renderer/messages/errors';
import { failureOf } from '#renderer/api/failure';

/** What the window says when the handler throws this. */
async function said(cause: unknown): Promise<string> {
  const router = { list: os.media.list.handler(() => { throw cause; }) };
  const client = createRouterClient(router, { interceptors: [failuresAsCodes(createFailureCode('/nowhere/linnet.db'))] });
  const error = await client.list({ brandId: '0192f1c0-7abc-7def-8123-000000000001' }).then(() => null, (thrown: unknown) => thrown);
  return errorLine(failureOf(error));
}

describe('a call that ends with no answer', () => {
  it('says that the disk is full, and not that Linnet is busy', async () => {
    expect(await said(new Database.SqliteError('database or disk is full', 'SQLITE_FULL'))).toBe('The disk is full. Free some space, then try again.');
    expect(await said(Object.assign(new Error('write'), { code: 'ENOSPC' }))).toBe('The disk is full. Free some space, then try again.');
    expect(await said(new Error('wrapped', { cause: new Database.SqliteError('busy', 'SQLITE_BUSY') }))).toContain('Another program is using the file');
    expect(await said(new Database.SqliteError('readonly', 'SQLITE_READONLY'))).toContain('may not write');
  });

  it('owns up to a defect', async () => {
    for (const cause of [new Error('undefined is not a function'), new Database.SqliteError('no such column', 'SQLITE_ERROR'), 'text', null]) {
      expect(await said(cause)).toBe('Something went wrong inside Linnet. Try again; if it stays, start Linnet anew.');
    }
  });
});
