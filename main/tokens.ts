import { z } from 'zod';

/** The system's keeper of secrets. */
export type Vault = {
  /** False when it keeps none, or only pretends to. */
  isTrusted(): Promise<boolean>;
  encrypt(text: string): Promise<Buffer>;
  decrypt(secret: Buffer): Promise<string>;
};

export type TokensParts = {
  vault: Vault;
  /** The ciphertext on disk, in base64. */
  slot: { get(): string | null; set(value: string | null): boolean };
  log(text: string): void;
};

/** A refresh token and the only server that may ever see it. */
const keptToken = z.object({ server: z.string(), refresh_token: z.string().min(1) });
type KeptToken = z.infer<typeof keptToken>;

export type Tokens = {
  /** Reads what an earlier run has kept. */
  load(): Promise<void>;
  /** The refresh token for this server, or null. */
  get(server: string): string | null;
  /** Remembers a new token; the previous one stays on disk until the new one is written over it. */
  set(server: string, refresh_token: string): Promise<void>;
  clear(): void;
  /** False: a sign-in lasts only until the program ends. */
  keepsSecrets(): boolean;
};

/**
 * Keeps the refresh token: in memory, and on disk only as ciphertext of the system's own keeper. The server's name is
 * inside the ciphertext, so that nobody who can write the file can have the token sent elsewhere.
 */
export function createTokens({ vault, slot, log }: TokensParts): Tokens {
  let token: KeptToken | null = null;
  let isTrusted = false;

  return {
    async load() {
      isTrusted = await vault.isTrusted().catch(() => false);
      token = await read();
    },
    get: (server) => (token?.server === server ? token.refresh_token : null),
    async set(server, refresh_token) {
      token = { server, refresh_token };
      await write(token);
    },
    clear() {
      token = null;
      slot.set(null);
    },
    keepsSecrets: () => isTrusted,
  };

  async function read(): Promise<KeptToken | null> {
    const secret = slot.get();
    if (secret === null || !isTrusted) return null;
    try {
      return keptToken.parse(JSON.parse(await vault.decrypt(Buffer.from(secret, 'base64'))));
    } catch {
      // The keyring was reset, or the file comes from another machine: that means to sign in again.
      log('The kept sign-in cannot be read any more and is forgotten.');
      slot.set(null);
      return null;
    }
  }

  async function write(value: KeptToken): Promise<void> {
    if (!isTrusted) return;
    try {
      const secret = await vault.encrypt(JSON.stringify(value));
      if (token === value) slot.set(secret.toString('base64'));
    } catch (error) {
      isTrusted = false;
      slot.set(null);
      log(`The system keeps no secret: ${String(error)}. The sign-in lasts until the program ends.`);
    }
  }
}
