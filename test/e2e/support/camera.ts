import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { LaunchedApp } from './launch';
import { setTheme } from './sample';

/** What every picture is taken in: each size, and in it each theme. */
export interface CameraOptions {
  readonly out: string;
  readonly sizes: readonly string[];
  readonly themes: readonly string[];
  /** Names of pictures, or the beginning of them up to a hyphen; all when empty. */
  readonly only: readonly string[];
}

export interface Camera {
  readonly wants: (name: string) => boolean;
  /** Brings the window to `go` and photographs it, in every size and theme. */
  readonly shoot: (launched: LaunchedApp, name: string, go: (page: Page) => Promise<void>, suffix?: string) => Promise<void>;
  /** Photographs what is there only for moments, in one size: no waiting, animations at their end. */
  readonly quick: (launched: LaunchedApp, name: string, selector: string) => Promise<void>;
  /** The whole screen, with what the system draws itself and no page knows of; in the theme that the system has. */
  readonly screen: (launched: LaunchedApp, name: string) => Promise<void>;
  /** What could not be photographed and why; the other pictures are made all the same. */
  readonly failed: () => readonly string[];
}

/** What the eye would wait for: fonts, data, and two frames. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => { await Promise.all([...document.images].map(async (image) => (image.loading === 'lazy' || image.complete ? undefined : image.decode().catch(() => undefined)))); await document.fonts.ready; await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }); });
}

export async function resize({ app }: LaunchedApp, size: string): Promise<void> {
  const [width = 1280, height = 800] = size.split('x').map(Number);
  await app.evaluate(({ BrowserWindow }, [w, h]) => { BrowserWindow.getAllWindows()[0]?.setContentSize(w ?? 1280, h ?? 800); }, [width, height]);
}

export const goTo = (route: string) => async (page: Page): Promise<void> => { await page.evaluate((to) => { location.hash = `#${to}`; }, route); };

/** Faults of the page belong on the screen of whoever makes the pictures. */
export function listenTo(page: Page): void {
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => { process.stderr.write(`page error: ${error.message}\n`); });
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') process.stderr.write(`console: ${message.text()}\n`); });
}

export function createCamera({ out, sizes, themes, only }: CameraOptions): Camera {
  const wants = (name: string): boolean => only.length === 0 || only.some((one) => name === one || name.startsWith(`${one}-`));
  const failed: string[] = [];
  return {
    wants,
    failed: () => failed,
    quick: async ({ window: page }, name, selector) => {
      if (!wants(name)) return;
      for (const theme of themes) {
        await setTheme(page, theme);
        // It follows the system's scheme only while it is drawn.
        await page.evaluate((to) => { document.documentElement.dataset['theme'] = to; }, theme);
        if (await page.locator(selector).count() === 0) failed.push(`${name} ${theme}: it was gone already`);
        else await page.screenshot({ path: join(out, `${name}.${theme}.png`), animations: 'disabled' });
      }
    },
    screen: async ({ app }, name) => {
      if (!wants(name)) return;
      const png = await app.evaluate(async ({ desktopCapturer }) => {
        const [all] = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: { width: 1920, height: 1080 } });
        return all?.thumbnail.toPNG().toString('base64') ?? '';
      });
      if (png === '') failed.push(`${name}: there is no screen`);
      else writeFileSync(join(out, `${name}.png`), Buffer.from(png, 'base64'));
    },
    shoot: async (launched, name, go, suffix = '') => {
      if (!wants(name)) return;
      const { window: page } = launched;
      for (const size of sizes) {
        await resize(launched, size);
        for (const theme of themes) {
          await setTheme(page, theme);
          try {
            await go(page);
          } catch (error) {
            failed.push(`${name} ${theme} ${size}: ${error instanceof Error ? error.message : String(error)}`);
            await page.screenshot({ path: join(tmpdir(), `linnet-not-made-${name}.png`) });
            continue;
          }
          // What was clicked would stay lit up under the pointer.
          await page.mouse.move(0, 0);
          await settled(page);
          await page.waitForTimeout(400);
          await page.screenshot({ path: join(out, `${name}.${theme}${size === '1280x800' ? '' : `.${size}`}${suffix}.png`) });
          await page.keyboard.press('Escape');
        }
      }
    },
  };
}
