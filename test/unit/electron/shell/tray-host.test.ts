import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTrayHost } from '#electron/shell/tray-host';

// The real bus and a real panel are in test/e2e/no-tray-host.test.ts; here are the buses that say something else.

const u32 = (value: number): Buffer => { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(value); return bytes; };
/** A message of the bus with one header field, the serial that is answered. */
const reply = (type: number, to: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([0x6c, type, 1, 1]), u32(body.length), u32(9), u32(8), Buffer.from([5, 1, 0x75, 0]), u32(to), body]);
const variant = (type: string, value: number): Buffer => Buffer.concat([Buffer.from([1]), Buffer.from(`${type}\0`), Buffer.from([0]), u32(value)]);

const folders: string[] = [];
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A bus that lets everybody in and answers the first question behind that with these bytes, cut where it is told. */
async function busThat(says: readonly Buffer[] | null, refuses = false): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'linnet-bus-'));
  folders.push(folder);
  const path = join(folder, 'bus with a space');
  const serve = (socket: Socket): void => {
    let isIn = false;
    socket.on('error', () => undefined);
    socket.on('data', () => {
      if (isIn) return;
      isIn = true;
      socket.write(refuses ? 'REJECTED EXTERNAL\r\n' : 'OK 1234\r\n');
      for (const part of says ?? []) socket.write(part);
    });
    ends.push(() => socket.destroy());
  };
  const server = createServer(serve);
  await new Promise<void>((resolve) => { server.listen(path, resolve); });
  ends.push(() => { server.close(); });
  return `unix:guid=12,path=${path.replaceAll(' ', '%20')}`;
}
const ask = async (address: string | undefined): Promise<boolean> => hasTrayHost({ DBUS_SESSION_BUS_ADDRESS: address });

describe('whether the desktop shows tray icons', () => {
  it('is a yes only when the host says so, behind whatever else is said first', async () => {
    const hello = reply(2, 1, Buffer.concat([u32(4), Buffer.from(':1.7\0')]));
    const pad = Buffer.alloc(0);
    const yes = reply(2, 2, variant('b', 1));
    expect(await ask(await busThat([hello, pad, yes]))).toBe(true);
    expect(await ask(await busThat([hello, yes.subarray(0, 11), yes.subarray(11)]))).toBe(true);
    expect(await ask(await busThat([hello, reply(2, 2, variant('b', 0))]))).toBe(false);
  });

  it('is a no where the bus refuses, answers with an error or something else, says nothing, or is not there', async () => {
    expect(await ask(await busThat([], true))).toBe(false);
    expect(await ask(await busThat([reply(3, 2, variant('b', 1))]))).toBe(false);
    expect(await ask(await busThat([reply(2, 2, variant('u', 1))]))).toBe(false);
    expect(await ask(await busThat(null))).toBe(false);
    expect(await ask('unix:path=/nowhere/at/all')).toBe(false);
    expect(await ask('tcp:host=localhost')).toBe(false);
    expect(await ask(undefined)).toBe(false);
  });
});
