import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { launchApp } from './support/launch';

const appDir = join(import.meta.dirname, 'support', 'keyring-app');

test('the runtime opens a window and keeps a secret in a real keyring', async () => {
  const { app, window, stop } = await launchApp({ appDir });
  try {
    await expect(window.getByRole('heading', { name: 'Ready' })).toBeVisible();
    const found = await app.evaluate(({ app: electronApp, safeStorage }) => {
      const secret = 'naïve ☂ secret';
      const sealed = safeStorage.encryptString(secret);
      return {
        isPackaged: electronApp.isPackaged,
        version: electronApp.getVersion(),
        isEncryptionAvailable: safeStorage.isEncryptionAvailable(),
        backend: process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'of the system',
        isReadable: sealed.includes(secret),
        roundTrip: safeStorage.decryptString(sealed) === secret,
      };
    });
    expect(found).toEqual({
      isPackaged: false,
      version: '1.2.3',
      isEncryptionAvailable: true,
      backend: process.platform === 'linux' ? 'gnome_libsecret' : 'of the system',
      isReadable: false,
      roundTrip: true,
    });
  } finally {
    await stop();
  }
});
