import './jitless';
import { contextBridge, ipcRenderer } from 'electron';
import { calls, signals, type CallName, type Desktop, type SignalName } from '../protocol/desktop';
import { callChannel, signalChannel, type CallAnswer } from './channels';

const caller = (name: CallName) => async (args?: unknown) => {
  const { args: argsSchema, result } = calls[name];
  const parsed = argsSchema.safeParse(args);
  if (!parsed.success) throw new Error('bad_request');
  const answer = (await ipcRenderer.invoke(callChannel(name), parsed.data)) as CallAnswer;
  if (!answer.ok) throw new Error(answer.code);
  return result.parse(answer.value);
};

const on = (name: SignalName, listener: (value: unknown) => void) => {
  if (!Object.hasOwn(signals, name) || typeof listener !== 'function') throw new Error('bad_request');
  const hear = (_event: unknown, value: unknown) => {
    const parsed = signals[name].safeParse(value);
    if (parsed.success) listener(parsed.data);
  };
  ipcRenderer.on(signalChannel(name), hear);
  return () => void ipcRenderer.removeListener(signalChannel(name), hear);
};

const names = Object.keys(calls) as CallName[];
const desktop = { ...Object.fromEntries(names.map((name) => [name, caller(name)])), on } as unknown as Desktop;
contextBridge.exposeInMainWorld('desktop', Object.freeze(desktop));
