import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

const AGAIN_MS = 2_000;

/** A component that is loaded when it is drawn first; without a connection it keeps trying, and the page stays as it is. */
export function lazily<P>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
  const untilLoaded = (): Promise<{ default: ComponentType<P> }> =>
    load().then(
      (component) => ({ default: component }),
      () => new Promise((resolve) => setTimeout(resolve, AGAIN_MS)).then(untilLoaded),
    );
  return lazy(untilLoaded);
}
