/** What the page notes of itself while it is measured; times are milliseconds since the navigation. */
export type Watched = {
  /** The page's script was there. */
  script: number;
  /** The first room of the list was painted. */
  painted: number;
  /** The whole list was there. */
  whole: number;
  /** The field for the password was painted. */
  signIn: number;
  /** Tasks over 50 ms. */
  long: number[];
  /** Between one frame and the next. */
  frames: number[];
  /** From each key until what it does is in the page and laid out. */
  keys: number[];
  /** From each key to the end of the frame that shows it. */
  keysPainted: number[];
  reset(): void;
};

/** Runs in the page before its own script. Complete in itself, because it is sent there as text. */
export function instruments(): void {
  const watched: Watched = {
    script: 0,
    painted: 0,
    whole: 0,
    signIn: 0,
    long: [],
    frames: [],
    keys: [],
    keysPainted: [],
    reset() {
      [watched.long, watched.frames, watched.keys, watched.keysPainted] = [[], [], [], []];
    },
  };
  (globalThis as unknown as { watched: Watched }).watched = watched;
  new PerformanceObserver((list) => watched.long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    const own = list.getEntries().find(({ name }) => /\/console\/assets\/first[^/]*\.js/.test(name)) as PerformanceResourceTiming | undefined;
    if (own) watched.script = own.responseEnd;
  }).observe({ type: 'resource', buffered: true });
  let last = 0;
  const frame = (at: number) => {
    if (last > 0) watched.frames.push(at - last);
    last = at;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  // A task after a frame's callbacks runs when the frame has been drawn.
  const afterFrame = (then: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(null);
    });
  new MutationObserver(() => {
    if (watched.signIn === 0 && document.querySelector('input[type="password"]')) {
      watched.signIn = -1;
      afterFrame(() => (watched.signIn = performance.now()));
    }
    const rows = document.querySelector('.room-rows');
    if (!rows) return;
    const height = parseFloat((rows as HTMLElement).style.height);
    if (watched.painted === 0) {
      watched.painted = -1;
      afterFrame(() => (watched.painted = performance.now()));
    }
    if (watched.whole === 0 && height > 100_000) {
      watched.whole = -1;
      afterFrame(() => (watched.whole = performance.now()));
    }
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['style'] });
  addEventListener(
    'input',
    (event) => {
      const begun = event.timeStamp;
      queueMicrotask(() => {
        void document.body.offsetHeight;
        watched.keys.push(performance.now() - begun);
      });
      afterFrame(() => watched.keysPainted.push(performance.now() - begun));
    },
    { capture: false },
  );
}
