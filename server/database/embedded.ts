export type EmbeddedOptions = {
  /** DATA_DIR: the cluster, its password and its lock live here. */
  dataDir: string;
  /** Receives one readable line per notable step: created, adopted, crashed, restarted. */
  log: (line: string) => void;
  /** Further PostgreSQL settings, such as `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>;
};

export type EmbeddedPostgres = {
  /** Connection string of the database `orderline`; stays the same while it runs, crashes included. */
  url: string;
  /** Fast shutdown; resolves when the database is gone and its folder is free for another owner. */
  stop(): Promise<void>;
};

/**
 * Starts the PostgreSQL that comes with the npm packages, with its data under `dataDir`, and keeps it running.
 * Rejects with an Error whose message is one readable line, also when another live process owns the same folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  throw new Error(`The embedded PostgreSQL for ${options.dataDir} is still being built.`);
}
