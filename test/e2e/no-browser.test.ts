import { expect, test } from '@playwright/test';
import { startPracticeChild } from '#test/support/practice';
import { contractOf } from './support/contract';
import { makeDataFolder } from './support/data-folder';
import { launchApp } from './support/launch';
import { goTo } from './support/places';
import { answerPractice } from './support/practice-account';
import { makeBrand } from './support/sample';

test('where the system opens no browser, the address of the login page is there to copy, and the login goes on', async () => {
  const practice = await startPracticeChild();
  const folder = await makeDataFolder({ practice: { url: practice.url, secret: practice.secret } });
  const running = await launchApp({ dataDir: folder.path });
  const { app, window: page } = running;
  try {
    await makeBrand(page, 'Wren & Fern');
    const linnet = await contractOf(running);
    const brandId = (await linnet.brands.list())[0]?.id ?? '';
    await app.evaluate(({ shell }) => { shell.openExternal = async () => Promise.reject(new Error('no browser here')); });
    await goTo(page, '/accounts');
    await page.getByRole('button', { name: 'Connect an account' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Practice network/ }).click();
    await dialog.getByRole('button', { name: 'Log in to the practice network' }).click();
    await expect(dialog.getByText('Your system could not open a browser.')).toBeVisible();
    const field = dialog.getByLabel('Address of the login page');
    const url = await field.inputValue();
    expect(url).toContain(`${practice.url}/oauth/authorize?`);
    if (process.env['LINNET_SHOT'] !== undefined) await page.screenshot({ path: process.env['LINNET_SHOT'] });
    await dialog.getByRole('button', { name: 'Copy address' }).click();
    await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await app.evaluate(async ({ clipboard }) => clipboard.readText())).toBe(url);

    // A browser is found on the second try.
    await app.evaluate(({ shell }) => { shell.openExternal = async () => Promise.resolve(); });
    await dialog.getByRole('button', { name: 'Open again' }).click();
    await expect(dialog.getByText('Waiting for your browser')).toBeVisible();
    await expect(field).toHaveCount(0);
    await expect(dialog.getByRole('button', { name: 'Copy address' })).toBeVisible();

    await answerPractice(url, { newAccount: 'Wren studio' });
    await expect(page.getByText('Healthy', { exact: true })).toBeVisible();
    expect(await linnet.accounts.list({ brandId })).toHaveLength(1);

    await app.evaluate(({ shell, clipboard }) => {
      clipboard.clear();
      shell.openExternal = async () => Promise.reject(new Error('no browser here'));
    });
    const [account] = await linnet.accounts.list({ brandId });
    await goTo(page, `/accounts/${account?.id ?? ''}`);
    await page.getByRole('button', { name: 'Open profile' }).click();
    const toast = page.getByRole('status').filter({ hasText: 'No browser could be opened' });
    await expect(toast).toContainText(account?.profileUrl ?? 'no account');
    await toast.getByRole('button', { name: 'Copy address' }).click();
    await expect(page.getByText('The address is copied')).toBeVisible();
    expect(await app.evaluate(async ({ clipboard }) => clipboard.readText())).toBe(account?.profileUrl);
  } finally {
    await running.stop();
    await practice.stop();
    await folder.remove();
  }
});
