import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

const AGAIN_MS = 2_000;

/** What `load` brings; without a connection it keeps trying. */
export function untilLoaded<T>(load: () => Promise<T>): Promise<T> {
  return load().catch(() => new Promise((resolve) => setTimeout(resolve, AGAIN_MS)).then(() => untilLoaded(load)));
}

/** A component that is loaded when it is drawn first; until then the page stays as it is. */
export function lazily<P>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => ({ default: await untilLoaded(load) }));
}
