import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded into a measured program before its own code. Tells its parent, when asked, how late the program's turns came since it was last asked,
 * and how much memory it holds after a collection.
 */
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on('message', (asked) => {
  if (asked === 'memory') {
    (globalThis as { gc?: () => void }).gc?.();
    const { heapUsed, external } = process.memoryUsage();
    process.send?.({ held: heapUsed + external });
  }
  if (asked !== 'loop delay') return;
  process.send?.({ loop_p99: delay.percentile(99) / 1e6, loop_max: delay.max / 1e6 });
  delay.reset();
});
// Listening to the parent alone keeps no program alive.
process.channel?.unref();
