import { safeStorage } from 'electron';
import type { Keyring } from './secrets';

/** The OS keyring by way of Electron. `basic_text` is no keyring: its key is known to everybody. */
export function createKeyring(): Keyring {
  const backend = (): string => (process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform === 'darwin' ? 'keychain' : 'dpapi');
  return {
    available: () => safeStorage.isEncryptionAvailable() && backend() !== 'basic_text',
    backend,
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (bytes) => safeStorage.decryptString(bytes),
  };
}
