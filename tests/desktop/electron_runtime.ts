import type { DesktopRuntime } from './driver';
export const electronRuntime: DesktopRuntime = { name: 'electron', origin: 'app://orderline', launch: async () => { throw new Error('todo'); } };
