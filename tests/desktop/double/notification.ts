import { EventEmitter } from 'node:events';
import type { NotificationConstructorOptions } from 'electron';
import type { NotificationSurface } from '../surface';
import { mustBeReady, options, world } from './world';

/** All notifications ever made, in the order of the surface's list. */
export const made: Notification[] = [];

export class Notification extends EventEmitter {
  readonly surface: NotificationSurface;

  static isSupported(): boolean {
    return options.notifications !== 'unsupported';
  }

  constructor({ title = '', body = '', silent = false }: NotificationConstructorOptions = {}) {
    super();
    mustBeReady('Cannot create Notification');
    if (options.notifications === 'throwing') throw new Error('The system refuses notifications');
    this.surface = { title, body, silent, state: 'made' };
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
