import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Contract } from '#core/contract';

export type Linnet = ContractRouterClient<Contract>;

type Ask = (path: string, input: unknown) => Promise<unknown>;

/**
 * The app's own contract over a second port to the main process, asked for as the window asks for its first:
 * for what a test must set up or see and no person would do by hand. Gone after a reload.
 */
export async function contractOf({ app, window: page }: { readonly app: ElectronApplication; readonly window: Page }): Promise<Linnet> {
  // The first port is the window's own; it has it once it shows anything.
  await page.locator('#main').waitFor();
  // Listening first; then the main process is asked, as the window's preload asks it.
  await page.evaluate(listen);
  await wantPort(app);
  await page.evaluate(async () => (globalThis as unknown as { linnetTestPort: Promise<void> }).linnetTestPort);
  const call = async (path: readonly string[], input: unknown): Promise<unknown> =>
    page.evaluate(async ([where, given]) => (globalThis as unknown as { linnetTestAsk: Ask }).linnetTestAsk(where, given), [`/${path.join('/')}`, input] as const);
  return createORPCClient({ call });
}

/** Asks the main process for one more port, as the preload of the given window does. */
export async function wantPort(app: ElectronApplication, title = ''): Promise<void> {
  await app.evaluate(({ BrowserWindow, ipcMain }, wanted) => {
    const contents = BrowserWindow.getAllWindows().find((one) => wanted === '' || one.getTitle() === wanted)?.webContents;
    ipcMain.emit('linnet:want-port', { sender: contents, senderFrame: contents?.mainFrame });
  }, title);
}

/** Runs in the window. The messages are those of `@orpc/client/message-port`. */
function listen(): void {
  const given = new Promise<MessagePort>((resolve) => {
    const take = (event: MessageEvent<unknown>): void => {
      const port = event.ports[0];
      if ((event.data as { linnet?: unknown } | null)?.linnet !== 'port' || port === undefined) return;
      window.removeEventListener('message', take);
      resolve(port);
    };
    window.addEventListener('message', take);
  });
  const ready = given.then(talk);
  Object.assign(globalThis, { linnetTestPort: ready });

  function talk(port: MessagePort): void {
    const waiting = new Map<string, (answer: { readonly s?: number; readonly b?: { readonly json?: unknown } }) => void>();
    port.addEventListener('message', (event: MessageEvent<unknown>) => {
      const { i, p } = JSON.parse(typeof event.data === 'string' ? event.data : new TextDecoder().decode(event.data as ArrayBuffer)) as { i: string; p: { s?: number; b?: { json?: unknown } } };
      waiting.get(i)?.(p);
      waiting.delete(i);
    });
    port.start();
    let last = 0;
    const ask: Ask = async (path, input) => new Promise((resolve, reject) => {
      last += 1;
      waiting.set(String(last), ({ s = 200, b }) => {
        if (s >= 400) reject(new Error(`${path}: ${s} ${JSON.stringify(b?.json)}`));
        else resolve(b?.json ?? null);
      });
      port.postMessage(JSON.stringify({ i: String(last), p: { u: path, b: { json: input, meta: [] } } }));
    });
    Object.assign(globalThis, { linnetTestAsk: ask });
  }
}

/** The value of an answer that must be good. */
export function good<T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string; readonly detail?: string | undefined } }): T {
  if (!answer.ok) throw new Error(`${answer.error.code} ${answer.error.detail ?? ''}`);
  return answer.value;
}
