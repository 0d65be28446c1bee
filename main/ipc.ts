import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { z } from 'zod';
import { calls, signals, type CallName, type Calls, type SignalName, type Signals } from '../protocol/desktop';
import { callChannel, signalChannel, type CallAnswer } from './channels';

type Plain<N extends CallName> = z.input<Calls[N]['result']>;
type Result<N extends CallName> = undefined extends Plain<N> ? void : Plain<N>;

/** One function for every call of the contract; they get parsed values and return plain ones. */
export type Handlers = { [N in CallName]: (args: z.output<Calls[N]['args']>) => Result<N> | Promise<Result<N>> };

export type IpcParts = {
  /** What serves the account whose page calls; null: the call comes from elsewhere than the main frame of one of our windows. */
  handlersOf(event: IpcMainInvokeEvent): Handlers | null;
  log(text: string): void;
};

/** Serves the page's calls: sender checked, arguments and results parsed, every error a stable code. */
export function serveCalls({ handlersOf, log }: IpcParts): void {
  // The settings store opens a channel of its own that answers every frame; nobody of ours asks there.
  ipcMain.removeAllListeners('electron-store-get-data');
  for (const name of Object.keys(calls) as CallName[]) {
    ipcMain.handle(callChannel(name), async (event, args: unknown): Promise<CallAnswer> => {
      const handler = handlersOf(event)?.[name] as ((args: unknown) => unknown) | undefined;
      if (handler === undefined) return refuse(`${name} from ${event.senderFrame?.url ?? 'a frame that is gone'}`, 'forbidden');
      const parsed = calls[name].args.safeParse(args);
      if (!parsed.success) return refuse(`${name} with a wrong payload`, 'bad_request');
      try {
        return { ok: true, value: calls[name].result.parse(await handler(parsed.data)) };
      } catch (error) {
        return refuse(`${name} failed: ${error instanceof Error ? error.message : String(error)}`, 'internal');
      }
    });
  }

  function refuse(what: string, code: 'bad_request' | 'forbidden' | 'internal'): CallAnswer {
    log(`Refused a call of the page: ${what}.`);
    return { ok: false, code };
  }
}

/** Tells the page. A page that is not there hears nothing: it asks for the state when it comes. */
export function sendSignal<N extends SignalName>(contents: WebContents | null, name: N, value: z.input<Signals[N]>): void {
  if (contents === null || contents.isDestroyed()) return;
  contents.send(signalChannel(name), signals[name].parse(value));
}
