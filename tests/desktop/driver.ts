import type { Page } from 'playwright-core';
import type { DoubleOptions, Poke, Surface } from './surface';

/** The desktop program under test, whichever runtime carries it. */
export type DesktopDriver = {
  readonly runtime: 'electron' | 'double';
  /** The page of an account's window; the first one's when absent. */
  page(account?: number): Promise<Page>;
  surface(): Promise<Surface>;
  poke(poke: Poke): Promise<unknown>;
  /** Resolves when the process has ended by itself. */
  ended(): Promise<number | null>;
  isRunning(): boolean;
  /** Ends it as the user would. */
  quit(): Promise<void>;
  /** Kill -9 of the program and all its windows. */
  kill(): Promise<void>;
  /** What it has written to its output. */
  output(): string;
};

export type LaunchOptions = {
  /** The folder of user data; a program launched again in it goes on where the last one ended. */
  folder: string;
  flags?: string[];
  /** The program's folder; the project itself when absent. */
  program?: string;
  /** Variables beside those of the test's own process. */
  environment?: Record<string, string>;
  /** Only the double can play another machine than it runs on. */
  machine?: DoubleOptions;
};

export type DesktopRuntime = {
  name: 'electron' | 'double';
  /** The origin that the page's requests carry; the server must allow it. */
  origin: string;
  /** Whether it can play another machine than the one it runs on. */
  playsMachines: boolean;
  launch(options: LaunchOptions): Promise<DesktopDriver>;
};
