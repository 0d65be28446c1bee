import { EventEmitter } from 'node:events';
import { request as requestHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import Module from 'node:module';
import { mustBeReady } from './world';

/** Electron's own updater, as far as another one speaks through it. */
export const autoUpdater = new EventEmitter();

/** `net.request`, over Node's client: what is asked for by parts, as electron-updater does. A body that breaks off is an error of the answer. */
export function requestByParts(options: RequestOptions): ClientRequest {
  mustBeReady('net cannot be used');
  const request = requestHttp({ ...options, agent: false });
  request.on('response', (response: IncomingMessage) => response.once('aborted', () => request.emit('aborted')));
  return request;
}

/** Lets bundled CommonJS have Electron by `require`, as it has under Electron. */
export function answerRequire(electron: object): void {
  const loader = Module as unknown as { _load(name: string, ...rest: unknown[]): unknown };
  const load = loader._load;
  loader._load = function (name, ...rest) {
    return name === 'electron' ? electron : load.call(this, name, ...rest);
  };
}
