import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from '@playwright/test';

// The desktop around Linnet on the tests' own session bus: a panel (panel.py) and dunst, a real notification service.

interface TrayItem { readonly id: number; readonly label: string; readonly separator: boolean; readonly enabled: boolean }

/** A tray icon as a panel has it after reading it from the bus. */
export interface SeenTray { readonly tip: string; readonly active: boolean; readonly iconBytes: string; readonly items: readonly TrayItem[] }

/** A notification as it crossed the bus. */
export interface SeenNotification { readonly app: string; readonly title: string; readonly body: string; readonly actions: readonly string[]; readonly hints: Readonly<Record<string, unknown>> }

export interface SessionDesktop {
  /** null while no program has an icon. */
  readonly tray: () => Promise<SeenTray | null>;
  readonly labels: () => Promise<readonly string[]>;
  /** A click on the tray's menu. */
  readonly choose: (label: string) => Promise<void>;
  /** A click on the icon itself. */
  readonly activate: () => Promise<void>;
  /** Everything that was asked to be shown since the last `forget`. */
  readonly told: () => Promise<readonly SeenNotification[]>;
  /** How the cards since the last `forget` were acted on. */
  readonly acted: () => Promise<readonly string[]>;
  /** All that was ever said over the bus, and the tray as it is, as one text. */
  readonly everything: () => Promise<string>;
  readonly forget: () => Promise<void>;
  readonly startNotifications: () => Promise<void>;
  readonly hasNotifications: () => Promise<boolean>;
  /** A click on the card on top. */
  readonly clickCard: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Heard { readonly member: string; readonly arguments: readonly unknown[] }
interface RawTray { readonly item: { readonly ToolTip: readonly [string, unknown, string, string]; readonly Status: string; readonly IconPixmap: readonly (readonly [number, number, string])[] }; readonly menu: readonly { readonly id: number; readonly label?: string; readonly type?: string; readonly enabled?: boolean }[] }

const NOTES = 'org.freedesktop.Notifications';
const here = join(process.cwd(), 'test', 'e2e', 'support', 'desktop');

/** In a menu's label "_" marks the letter behind it, and "__" is one. */
const shownLabel = (label: string): string => label.replaceAll(/_(.)/g, '$1');

export async function startSessionDesktop(): Promise<SessionDesktop> {
  const address = process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  const children: ChildProcess[] = [];
  const panel = spawn(pythonWithBus(), [join(here, 'panel.py'), address], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(panel);
  const waiting = new Map<number, (answer: readonly [number, unknown, string?]) => void>();
  createInterface({ input: panel.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as readonly [number, unknown, string?];
    waiting.get(answer[0])?.(answer);
    waiting.delete(answer[0]);
  });
  let last = 0;
  const answerOf = async (number: number): Promise<unknown> => new Promise((resolve, reject) => {
    waiting.set(number, ([, value, error]) => { if (error === undefined) resolve(value); else reject(new Error(error)); });
    panel.once('exit', () => { reject(new Error('The panel has ended')); });
  });
  const ask = async (...question: readonly unknown[]): Promise<unknown> => {
    last += 1;
    const answer = answerOf(last);
    panel.stdin.write(`${JSON.stringify([last, ...question])}\n`);
    return answer;
  };
  panel.setMaxListeners(0);
  await answerOf(0);

  let from = 0;
  const heard = async (): Promise<readonly Heard[]> => ((await ask('heard')) as readonly Heard[]).slice(from);
  const tray = async (): Promise<SeenTray | null> => {
    const raw = (await ask('tray')) as RawTray | null;
    return raw === null ? null : {
      tip: raw.item.ToolTip[2], active: raw.item.Status === 'Active', iconBytes: raw.item.IconPixmap[0]?.[2] ?? '',
      items: raw.menu.map(({ id, label = '', type, enabled = true }) => ({ id, label: shownLabel(label), separator: type === 'separator', enabled })),
    };
  };
  const hasNotifications = async (): Promise<boolean> => (await ask('owned', NOTES)) === true;

  return {
    tray, hasNotifications,
    labels: async () => ((await tray())?.items ?? []).filter(({ separator }) => !separator).map(({ label }) => label),
    choose: async (label) => {
      const item = (await tray())?.items.find((each) => each.label === label);
      if (item === undefined) throw new Error(`The tray has no “${label}”`);
      await ask('choose', item.id);
    },
    activate: async () => { await ask('activate'); },
    told: async () => (await heard()).filter(({ member }) => member === 'Notify').map(({ arguments: [app, , , title, body, actions, hints] }) =>
      ({ app, title, body, actions, hints }) as SeenNotification),
    acted: async () => (await heard()).filter(({ member }) => member === 'ActionInvoked').map(({ arguments: [, action] }) => String(action)),
    everything: async () => JSON.stringify([await ask('heard'), await ask('tray')]),
    forget: async () => { from = ((await ask('heard')) as readonly Heard[]).length; },
    startNotifications: async () => {
      if (await hasNotifications()) return;
      children.push(spawn('dunst', ['-conf', join(here, 'dunstrc')], { stdio: 'ignore' }));
      await expect.poll(hasNotifications).toBe(true);
    },
    clickCard: async () => { await ask('click'); },
    stop: async () => {
      for (const child of children.toReversed()) {
        const ended = new Promise((resolve) => { child.once('exit', resolve); });
        if (child.exitCode === null && child.signalCode === null && child.kill()) await ended;
      }
    },
  };
}

/** Another python3 may come first on the path and not have the system's packages. */
function pythonWithBus(): string {
  const found = ['/usr/bin/python3', 'python3'].find((python) => (python === 'python3' || existsSync(python)) && spawnSync(python, ['-c', 'import dbus, gi']).status === 0);
  if (found === undefined) throw new Error('There is no python3 with dbus and gi: node scripts/set-up.mjs --tests installs them');
  return found;
}
