import { useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useT } from '../context';
import { moveSplit, PANE_MIN_PX, splitPlace } from './tiles';
import type { Split, Weights } from './tiles';

const STEP = 0.02;
const MIN_HEIGHT_PX = 160;
const percent = (share: number) => `${share * 100}%`;

type SplitLineProps = { split: Split; weights: Weights; onWeights: (weights: Weights) => void };

/** The line between two panes, to be dragged or moved with the arrow keys. */
export function SplitLine({ split, weights, onWeights }: SplitLineProps) {
  const t = useT();
  const [isActive, setIsActive] = useState(false);
  const from = useRef<{ at: number; weights: Weights } | null>(null);
  const isColumn = split.kind === 'column';
  const { left, top, width, height } = splitPlace(weights, split);

  const extentOf = (line: Element): number => {
    const box = line.parentElement?.getBoundingClientRect();
    return Math.max(1, (isColumn ? box?.width : box?.height) ?? 1);
  };
  const least = (line: Element) => (isColumn ? PANE_MIN_PX : MIN_HEIGHT_PX) / extentOf(line);
  const end = () => {
    from.current = null;
    setIsActive(false);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!from.current) return;
    const by = ((isColumn ? event.clientX : event.clientY) - from.current.at) / extentOf(event.currentTarget);
    onWeights(moveSplit(from.current.weights, split, by, least(event.currentTarget)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = isColumn ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const by = event.key === less ? -STEP : event.key === more ? STEP : 0;
    if (by === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onWeights(moveSplit(weights, split, by, least(event.currentTarget)));
  };

  return (
    <div
      className={`split-line is-${split.kind} ${isActive ? 'is-active' : ''}`}
      style={{ left: percent(left), top: percent(top), width: isColumn ? undefined : percent(width), height: isColumn ? percent(height) : undefined }}
      role="separator"
      tabIndex={0}
      aria-label={t(isColumn ? 'resize' : 'resize_height')}
      aria-orientation={isColumn ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round((isColumn ? left : top) * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: isColumn ? event.clientX : event.clientY, weights };
        setIsActive(true);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
