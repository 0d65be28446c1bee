import { createElement, lazy, useState, type ComponentType, type FunctionComponent } from 'react';

const AGAIN_MS = 2_000;

/** What `load` brings; without a connection it keeps trying. */
export function untilLoaded<T>(load: () => Promise<T>): Promise<T> {
  return load().catch(() => new Promise((resolve) => setTimeout(resolve, AGAIN_MS)).then(() => untilLoaded(load)));
}

/** `fetch` loads it ahead, in one attempt: what is there already is drawn at once, without the pause that React makes after a stand-in. */
export type Lazily<P> = FunctionComponent<P> & { fetch(this: void): Promise<void> };

/** A component that is loaded when it is drawn first; without a connection it keeps trying, and the page stays as it is. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): Lazily<P> {
  let loaded: ComponentType<P> | undefined;
  const fetch = async () => {
    loaded ??= await load();
  };
  const Later = lazy(async () => ({ default: (loaded ??= await untilLoaded(load)) }));
  function OnDemand(props: P) {
    // Whatever is drawn stays the same component.
    const [Component] = useState<ComponentType<P>>(() => loaded ?? Later);
    return createElement(Component, props);
  }
  return Object.assign(OnDemand, { fetch });
}
