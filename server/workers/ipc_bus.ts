import type { Bus, Hear } from '../nodes/bus';

/** What workers and their primary say to each other. */
export type Carried = { carried: string };

/** Whether a message between the processes is one of these. */
export function isCarried(message: unknown): message is Carried {
  return typeof message === 'object' && message !== null && 'carried' in message && typeof message.carried === 'string';
}

/** The bus of the workers of one machine: the primary hands every text to all of them, the sender included. */
export function openIpcBus(hear: Hear): Bus {
  const onMessage = (message: unknown) => {
    if (isCarried(message)) hear(message.carried);
  };
  process.on('message', onMessage);
  return {
    // The callback takes what would be thrown when the primary has gone.
    send: (text) => void process.send?.({ carried: text } satisfies Carried, undefined, {}, () => undefined),
    isOpen: () => process.connected,
    close: async () => void process.off('message', onMessage),
  };
}
