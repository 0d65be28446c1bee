/** A token bucket: `perSecond` events flow in, `burst` may be saved up. `take` answers seconds to wait, 0 when the event may pass. `cost`: as many events as it counts for. */
export function createBucket(perSecond: number, burst: number, now: () => number = Date.now): { take(cost?: number): number } {
  let tokens = burst;
  let at = now();
  return {
    take(cost = 1) {
      const moment = now();
      tokens = Math.min(burst, tokens + ((moment - at) / 1000) * perSecond);
      at = moment;
      if (tokens < cost) return (cost - tokens) / perSecond;
      tokens -= cost;
      return 0;
    },
  };
}
