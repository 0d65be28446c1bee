import { EventEmitter } from 'node:events';
import type { ActivationArguments, NotificationConstructorOptions } from 'electron';
import type { Activation, NotificationSurface } from '../surface';
import { mustBeReady, options, world } from './world';

/** All notifications ever made, in the order of the surface's list. */
export const made: Notification[] = [];

let activated: ((details: ActivationArguments) => void) | null = null;
/** What happened before anybody listened; Windows keeps the last one. */
let pending: Activation | null = options.started_by !== undefined && 'type' in options.started_by ? options.started_by : null;

/** Windows tells of a click, a reply or a button. */
export function activate(details: Activation): void {
  if (activated === null) pending = details;
  else activated(details);
}

export class Notification extends EventEmitter {
  readonly surface: NotificationSurface;
  readonly id: string;

  static isSupported(): boolean {
    return options.notifications !== 'unsupported';
  }

  static handleActivation(callback: (details: ActivationArguments) => void): void {
    if (process.platform !== 'win32') throw new TypeError('Notification.handleActivation is not a function');
    activated = callback;
    if (pending !== null) callback(pending);
    pending = null;
  }

  static getHistory(): Promise<Notification[]> {
    if (process.platform !== 'darwin') throw new TypeError('Notification.getHistory is not a function');
    return Promise.resolve((options.left_behind ?? []).map((id) => new Notification({ id }, 'shown')));
  }

  constructor({ id = '', title = '', body = '', silent = false, hasReply = false, actions = [], toastXml = '' }: NotificationConstructorOptions = {}, state: NotificationSurface['state'] = 'made') {
    super();
    mustBeReady('Cannot create Notification');
    if (options.notifications === 'throwing') throw new Error('The system refuses notifications');
    this.id = id;
    this.surface = { id, title, body, silent, has_reply: hasReply, actions: actions.map(({ text = '' }) => text), xml: toastXml, state };
    world.surface.notifications.push(this.surface);
    made.push(this);
  }

  show(): void {
    const isFailing = options.notifications === 'failing';
    this.surface.state = isFailing ? 'failed' : 'shown';
    setImmediate(() => (isFailing ? this.emit('failed', {}, 'the notification service is not running') : this.emit('show', {})));
  }

  close(): void {
    if (this.surface.state !== 'shown') return;
    this.surface.state = 'closed';
    setImmediate(() => this.emit('close', {}));
  }
}
