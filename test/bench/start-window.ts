import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronPath, electronSwitches } from '#test/e2e/support/launch';
import { CHIP } from './month-switch';

/** The words a window answers with: each one is asked for by `id`, or tells of an event. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: { readonly sessionId?: string; readonly targetInfo?: { readonly type: string }; readonly context?: { readonly id: number; readonly origin: string; readonly auxData?: { readonly isDefault?: boolean } } };
  readonly result?: { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } } };
  readonly error?: { readonly message: string };
}

export interface BenchWindow {
  readonly pid: number;
  /** From the process being started to `until` answering in the page, both by the machine's clock, in ms. */
  readonly firstMs: number;
  /** Runs an expression in the page and gives what it resolves to. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const GIVE_UP_MS = 60_000;

/**
 * Starts a real Electron and asks its page, as soon as it is there, for `until`: an expression that resolves to the
 * time (epoch ms) of what is waited for. Spoken over Chromium's own debugging port: a test driver's hooks into the main
 * process would slow down both sides of the comparison.
 */
export async function openBenchWindow(options: { readonly appDir: string; readonly dataDir: string; readonly origin: RegExp; readonly until: string }): Promise<BenchWindow> {
  const begun = performance.timeOrigin + performance.now();
  const child = spawn(electronPath(), [...electronSwitches(), '--remote-debugging-port=0', options.appDir], {
    cwd: process.cwd(), env: { ...process.env, LINNET_DATA_DIR: options.dataDir, LINNET_OFFLINE: '1' }, stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  const end = async (): Promise<void> => {
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(late);
  };
  try {
    const socket = await connect(await debuggingAddress(child));
    const waiting = new Map<number, (answer: Message) => void>();
    let lastId = 0;
    const send = (method: string, params: object, sessionId?: string): Promise<Message> => new Promise((resolve) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      socket.send(JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
    let page: { readonly sessionId: string; readonly contextId: number } | null = null;
    const evaluateIn = async (at: { readonly sessionId: string; readonly contextId: number }, expression: string): Promise<unknown> => {
      const { result, error } = await send('Runtime.evaluate', { expression, contextId: at.contextId, awaitPromise: true, returnByValue: true }, at.sessionId);
      if (error !== undefined) throw new Error(error.message);
      if (result?.exceptionDetails !== undefined) throw new Error(result.exceptionDetails.exception?.description ?? result.exceptionDetails.text);
      return result?.result?.value;
    };
    const first = new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => { reject(new Error(`the window showed nothing within ${GIVE_UP_MS} ms`)); }, GIVE_UP_MS);
      socket.addEventListener('message', ({ data }) => {
        const message = JSON.parse(String(data)) as Message;
        if (message.id !== undefined) {
          waiting.get(message.id)?.(message);
          waiting.delete(message.id);
        } else if (message.method === 'Target.attachedToTarget' && message.params?.targetInfo?.type === 'page') {
          void send('Runtime.enable', {}, message.params.sessionId);
        } else if (message.method === 'Runtime.executionContextCreated' && message.sessionId !== undefined) {
          const { context } = message.params ?? {};
          if (context?.auxData?.isDefault !== true || !options.origin.test(context.origin)) return;
          const at = { sessionId: message.sessionId, contextId: context.id };
          page = at;
          // A page that gives way to the next one takes its promise along; the next one is asked again.
          evaluateIn(at, options.until).then((value) => { clearTimeout(late); resolve(Number(value)); }, () => undefined);
        }
      });
    });
    await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
    const shown = await first;
    return {
      pid: child.pid ?? 0, firstMs: shown - begun,
      evaluate: (expression) => { if (page === null) throw new Error('there is no page'); return evaluateIn(page, expression); },
      close: async () => { socket.close(); await end(); },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', () => { reject(new Error(`the app ended before it showed a window:\n${said}`)); });
  });
}

function connect(address: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address);
    socket.addEventListener('open', () => { resolve(socket); });
    socket.addEventListener('error', () => { reject(new Error(`nothing answered at ${address}`)); });
  });
}

/** Resolves to the time at which the frame after next begins once `condition` holds in the page: it is painted, and the page answers. */
const paintedOnce = (condition: string): string => `new Promise((resolve) => {
  const done = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())));
  const there = () => ${condition};
  if (there()) { done(); return; }
  const watch = new MutationObserver(() => { if (there()) { watch.disconnect(); done(); } });
  watch.observe(document, { childList: true, subtree: true, attributes: true });
})`;
const onPage = (selector: string): string => `(document.querySelector(${JSON.stringify(selector)}) !== null)`;

const main = `const { app, BrowserWindow } = require('electron');
app.setPath('userData', process.env.LINNET_DATA_DIR);
app.whenReady().then(() => { new BrowserWindow({ width: 1280, height: 800 }).loadFile('index.html'); });
app.on('window-all-closed', () => app.quit());
`;

/** The least that is an Electron app with a window: what the same executable costs with nothing of ours in it. */
export function createEmptyApp(): { readonly appDir: string; readonly dataDir: string; readonly remove: () => void } {
  const appDir = mkdtempSync(join(tmpdir(), 'linnet-empty-'));
  const dataDir = join(appDir, 'data');
  mkdirSync(dataDir);
  writeFileSync(join(appDir, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.js' }));
  writeFileSync(join(appDir, 'main.js'), main);
  writeFileSync(join(appDir, 'index.html'), '<!doctype html><title>Empty</title><p id="root">Empty</p>');
  return { appDir, dataDir, remove: () => { rmSync(appDir, { recursive: true, force: true, maxRetries: 3 }); } };
}

type Where = { readonly appDir: string; readonly dataDir: string };
export const openEmpty = (empty: Where): Promise<BenchWindow> => openBenchWindow({ ...empty, origin: /^file:/, until: paintedOnce(onPage('#root')) });
/** Linnet as a person opens it: it starts on the calendar, and is usable when its chips are painted and the main process has answered this start. */
export const openLinnet = (dataDir: string): Promise<BenchWindow> => openBenchWindow({ appDir: process.cwd(), dataDir, origin: /^linnet-app:/, until: paintedOnce(`${onPage(CHIP)} && !${onPage('[aria-busy]')}`) });
