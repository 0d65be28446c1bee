/** A token bucket: `perSecond` events flow in, `burst` may be saved up. `take` answers seconds to wait, 0 when the event may pass. */
export function createBucket(perSecond: number, burst: number, now: () => number = Date.now): { take(): number } {
  let tokens = burst;
  let at = now();
  return {
    take() {
      const moment = now();
      tokens = Math.min(burst, tokens + ((moment - at) / 1000) * perSecond);
      at = moment;
      if (tokens < 1) return (1 - tokens) / perSecond;
      tokens -= 1;
      return 0;
    },
  };
}
