import { connect } from 'node:net';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const LONGEST_MS = 1_000;
const SERIAL = 2;

/**
 * Whether the desktop shows tray icons, on Linux: asked of the session bus, since Electron's `Tray` says nothing where nobody hosts it
 * (GNOME as it comes). Anything but a clear yes is a no: a window may only hide where something brings it back.
 */
export async function hasTrayHost(env: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  const path = busPath(env);
  return path !== null && askBus(path, process.getuid?.() ?? 0);
}

/** `unix:path=/run/user/1000/bus,guid=…`, or `abstract=`; several are separated by ";". */
function busPath(env: Readonly<Record<string, string | undefined>>): string | null {
  for (const address of (env['DBUS_SESSION_BUS_ADDRESS'] ?? '').split(';')) {
    const [, kind, value] = /^unix:(?:[^;]*,)?(path|abstract)=([^,;]+)/.exec(address) ?? [];
    if (value !== undefined) return (kind === 'abstract' ? '\0' : '') + value.replaceAll(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
  const folder = env['XDG_RUNTIME_DIR'] ?? '';
  return folder === '' ? null : `${folder}/bus`;
}

function askBus(path: string, uid: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    let heard = Buffer.alloc(0);
    let isIn = false;
    const end = (answer: boolean): void => { socket.destroy(); resolve(answer); };
    socket.setTimeout(LONGEST_MS, () => { end(false); });
    socket.on('error', () => { end(false); });
    socket.on('close', () => { resolve(false); });
    socket.on('connect', () => { socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(uid)).toString('hex')}\r\n`); });
    socket.on('data', (chunk) => {
      heard = Buffer.concat([heard, chunk]);
      if (!isIn) {
        const line = heard.indexOf('\r\n');
        if (line < 0) return;
        if (!heard.toString('latin1', 0, line).startsWith('OK ')) return end(false);
        heard = heard.subarray(line + 2);
        isIn = true;
        socket.write('BEGIN\r\n');
        socket.write(callOf(1, ['org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'Hello'], []));
        // Flagged so that nothing is started to answer it.
        socket.write(callOf(SERIAL, [WATCHER, '/StatusNotifierWatcher', 'org.freedesktop.DBus.Properties', 'Get'], [WATCHER, 'IsStatusNotifierHostRegistered']));
      }
      for (let message = readMessage(heard); message !== null; message = readMessage(heard)) {
        heard = heard.subarray(message.length);
        if (message.replyTo === SERIAL) end(message.isReturn && message.isTrue);
      }
    });
  });
}

const roundUp = (n: number, to: number): number => Math.ceil(n / to) * to;

/** Little-endian, as the D-Bus specification lays a message out (0.43, read 2026-11-22). */
function callOf(serial: number, [destination, path, face, member]: readonly [string, string, string, string], words: readonly string[]): Buffer {
  const text = (value: string): Buffer => Buffer.concat([number(value.length), Buffer.from(`${value}\0`)]);
  const field = (code: number, type: 'o' | 's' | 'g', value: string): Buffer => Buffer.concat([Buffer.from([code, 1]), Buffer.from(`${type}\0`), type === 'g' ? Buffer.concat([Buffer.from([value.length]), Buffer.from(`${value}\0`)]) : text(value)]);
  const all = [field(1, 'o', path), field(2, 's', face), field(3, 's', member), field(6, 's', destination), ...(words.length === 0 ? [] : [field(8, 'g', 's'.repeat(words.length))])];
  // The list ends where its last field ends; what comes after it begins at eight bytes again.
  const fields = Buffer.concat(all.map((one, n) => (n === all.length - 1 ? one : padded(one, 8))));
  const body = Buffer.concat(words.map((word, n) => (n === words.length - 1 ? text(word) : padded(text(word), 4))));
  return Buffer.concat([Buffer.from('l'), Buffer.from([1, 2, 1]), number(body.length), number(serial), number(fields.length), padded(fields, 8), body]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const padded = (bytes: Buffer, to: number): Buffer => Buffer.concat([bytes, Buffer.alloc(roundUp(bytes.length, to) - bytes.length)]);

interface Message { readonly length: number; readonly isReturn: boolean; readonly replyTo: number | null; readonly isTrue: boolean }

/** The first whole message, or null as long as it has not all come. `isTrue`: its body is a variant that holds a true. */
function readMessage(bytes: Buffer): Message | null {
  if (bytes.length < 16) return null;
  const at = (offset: number): number => (bytes[0] === 0x6c ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset));
  const bodyLength = at(4);
  const bodyAt = roundUp(16 + at(12), 8);
  const length = bodyAt + bodyLength;
  if (bytes.length < length) return null;
  // The serial that is answered: field 5, of type "u".
  let replyTo: number | null = null;
  for (let n = 16; n + 8 <= bodyAt; n += 8) if (bytes[n] === 5 && bytes.toString('latin1', n + 1, n + 4) === '\u0001u\0') { replyTo = at(n + 4); break; }
  const isTrue = bodyLength === 8 && bytes.toString('latin1', bodyAt, bodyAt + 3) === '\u0001b\0' && at(bodyAt + 4) === 1;
  return { length, isReturn: bytes[1] === 2, replyTo, isTrue };
}
