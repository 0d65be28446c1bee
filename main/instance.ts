import type { App } from 'electron';

export type InstanceParts = {
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>;
  /** Somebody started the program again, with these arguments. */
  onSecondStart(argv: readonly string[]): void;
  /** The system opened a link of ours (macOS). */
  onLink(link: string): void;
};

/** Takes the one place this program has on the machine; false when it is taken, and then the other one has been told. */
export function takeInstance({ app, onSecondStart, onLink }: InstanceParts): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => onSecondStart(argv));
  app.on('open-url', (event, link) => {
    event.preventDefault();
    onLink(link);
  });
  return true;
}

/** Links like `orderline://room/5` start this program. */
export function registerLinks(app: Pick<App, 'isPackaged' | 'setAsDefaultProtocolClient'>): void {
  const [program, script] = process.argv;
  if (app.isPackaged || program === undefined || script === undefined) app.setAsDefaultProtocolClient('orderline');
  else app.setAsDefaultProtocolClient('orderline', program, [script]);
}
