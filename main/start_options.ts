import { readServerAddress } from './server_address';

export type StartOptions = {
  /** Start in the tray, as at the computer's own start. */
  hidden: boolean;
  /** The server to begin with while none is remembered; taken only by an unpackaged program, since links can smuggle arguments. */
  server: string | null;
};

/** Reads the program's arguments. */
export function readStartOptions(argv: readonly string[], isPackaged: boolean): StartOptions {
  const given = isPackaged ? undefined : argv.find((argument) => argument.startsWith('--server='))?.slice('--server='.length);
  const address = given === undefined ? null : readServerAddress(given);
  return { hidden: argv.includes('--hidden'), server: address?.ok === true ? address.server : null };
}
