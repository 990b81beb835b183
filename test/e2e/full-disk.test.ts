import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { contractOf, good } from './support/contract';
import { launchApp } from './support/launch';
import { goTo } from './support/places';
import { makeBrand } from './support/sample';

const mount = (...args: readonly string[]): boolean => spawnSync('mount', args, { stdio: 'ignore' }).status === 0;

/** Takes every byte that is left. */
function fill(folder: string): () => void {
  const file = join(folder, 'filler');
  const handle = openSync(file, 'a');
  for (const size of [1 << 20, 4096, 1]) {
    for (;;) {
      try {
        if (writeSync(handle, Buffer.alloc(size)) < size) break;
      } catch {
        break;
      }
    }
  }
  closeSync(handle);
  return () => { rmSync(file); };
}

test('a disk that is full while somebody types and at the next start is said, and nothing that was typed is lost', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linnet-full-'));
  test.skip(process.platform !== 'linux' || !mount('-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', folder), 'this machine may not mount a file system');
  try {
    const running = await launchApp({ dataDir: folder });
    const page = running.window;
    let typed = '';
    let postId = '';
    try {
      const linnet = await contractOf(running);
      await makeBrand(page, 'Wren & Fern');
      const brandId = (await linnet.brands.list())[0]?.id ?? '';
      ({ id: postId } = good(await linnet.posts.create({ brandId, text: 'The kiln is cooling.' })));
      await goTo(page, `/compose/${postId}`);
      const editor = page.getByRole('textbox', { name: 'Base text' });
      await expect(editor).toHaveValue('The kiln is cooling.');
      const free = fill(folder);
      // More than the file has room for in the pages it holds.
      typed = `The kiln is cooling. ${'Doors open at ten. '.repeat(3_000)}`;
      await editor.fill(typed);
      const trouble = page.getByRole('alert').filter({ hasText: 'This is not saved: the disk is full' });
      await expect(trouble).toBeVisible();
      await expect(trouble.getByText('Free some space, then try again.')).toBeVisible();
      await expect(editor).toHaveValue(typed);
      free();
      await trouble.getByRole('button', { name: 'Try now' }).click();
      await expect(trouble).toHaveCount(0);
      await expect.poll(async () => good(await linnet.posts.get({ id: postId })).text).toBe(typed);
    } finally {
      await running.stop();
    }

    const free = fill(folder);
    const again = await launchApp({ dataDir: folder });
    try {
      await expect(again.window.getByRole('heading', { name: 'The disk is full' })).toBeVisible();
      expect(readdirSync(folder)).toContain('linnet.db');
      free();
      await again.window.getByRole('button', { name: 'Try again' }).click();
      await expect(again.window.getByRole('button', { name: /Switch brand.*Wren & Fern/ })).toBeVisible();
      expect(good(await (await contractOf(again)).posts.get({ id: postId })).text).toBe(typed);
    } finally {
      await again.stop();
    }
  } finally {
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});
