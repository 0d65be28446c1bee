/** A version, and the address of its file for whoever installs by hand; null: not known. */
export type Offer = { version: string; file: string | null };

/** What carries an update out. */
export type Updater = {
  /** What the feed offers, when it is newer than this program; null: nothing. Throws when the feed does not answer. */
  check(): Promise<Offer | null>;
  /** Loads what `check` found. */
  load(onPercent: (percent: number) => void): Promise<void>;
  /** Ends the program, installs, and starts it anew. Throws when it cannot. */
  install(): void;
  /** Whether what is loaded is installed by itself when the program ends. */
  readonly installsOnQuit: boolean;
};
