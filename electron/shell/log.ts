import log from 'electron-log/main';
import { join } from 'node:path';
import { logText } from './log-text';

/** Local files only; nothing is sent anywhere. `redact` takes secrets out of every line. */
export function createLog(folder: string, redact: (text: string) => string): { readonly info: (...parts: readonly unknown[]) => void; readonly error: (...parts: readonly unknown[]) => void } {
  log.transports.file.resolvePathFn = () => join(folder, 'logs', 'linnet.log');
  log.transports.file.maxSize = 2_000_000;
  log.transports.console.level = process.env['LINNET_VERBOSE'] === '1' ? 'info' : 'warn';
  log.hooks.push((message) => ({ ...message, data: message.data.map((part: unknown) => redact(logText(part))) }));
  return { info: (...parts) => { log.info(...parts); }, error: (...parts) => { log.error(...parts); } };
}
