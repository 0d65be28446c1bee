import { useState } from 'react';
import { parseWeights } from './tiles';
import type { Shape, Weights } from './tiles';

const KEY = 'orderline.tiles';

/** How the panes of this shape are split, remembered on this device for each shape by itself. */
export function useWeights(shape: Shape): [weights: Weights, setWeights: (weights: Weights) => void] {
  const name = shape.join();
  const [kept, setKept] = useState<{ name: string; weights: Weights } | null>(null);
  if (kept?.name !== name) {
    const weights = parseWeights(read()[name], shape);
    setKept({ name, weights });
    return [weights, () => undefined];
  }
  return [
    kept.weights,
    (weights) => {
      setKept({ name, weights });
      write({ ...read(), [name]: weights });
    },
  ];
}

function read(): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function write(all: Record<string, unknown>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // Private mode: they last as long as the page.
  }
}
