/** Times are in seconds. `cost`: as many events as it counts for. */
export type Bucket = {
  /** Takes what is there; otherwise nothing, and answers the time until there is enough. 0: the event may pass. */
  take(this: void, cost?: number): number;
  /** Takes it whether it is there or not, and answers the time until nothing is owed. */
  charge(this: void, cost: number): number;
  /** The time until it is full again. */
  fullIn(this: void): number;
};

/** A token bucket: `perSecond` events flow in, `burst` may be saved up. */
export function createBucket(perSecond: number, burst: number, now: () => number = Date.now): Bucket {
  let tokens = burst;
  let at = now();
  const flowIn = () => {
    const moment = now();
    tokens = Math.min(burst, tokens + ((moment - at) / 1000) * perSecond);
    at = moment;
  };
  return {
    take(cost = 1) {
      flowIn();
      if (tokens < cost) return (cost - tokens) / perSecond;
      tokens -= cost;
      return 0;
    },
    charge(cost) {
      flowIn();
      tokens -= cost;
      return Math.max(0, -tokens) / perSecond;
    },
    fullIn() {
      flowIn();
      return (burst - tokens) / perSecond;
    },
  };
}
