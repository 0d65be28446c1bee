import type { SafeStorage } from 'electron';

export type Vault = { isTrusted(): Promise<boolean>; encrypt(text: string): Promise<Buffer>; decrypt(secret: Buffer): Promise<string> };

/** The system's keyring. On Linux without one, Electron would "encrypt" with a key that everybody knows: that is not trusted. */
export function createVault(storage: SafeStorage, platform: NodeJS.Platform): Vault {
  return {
    async isTrusted() {
      if (!(await storage.isAsyncEncryptionAvailable())) return false;
      return platform !== 'linux' || !['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend());
    },
    encrypt: (text) => storage.encryptStringAsync(text),
    decrypt: async (secret) => (await storage.decryptStringAsync(secret)).result,
  };
}
