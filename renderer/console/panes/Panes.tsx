import { Activity, useLayoutEffect, useRef, useState } from 'react';
import { useDesk } from '../context';
import { NoPane } from './NoPane';
import { PaneView } from './PaneView';
import { SplitLine } from './SplitLine';
import { useWeights } from './tile_weights';
import { shapeFor, splitsOf, tilesOf, wholeColumns, widthFor } from './tiles';

const WHOLE = { left: 0, top: 0, width: 1, height: 1 };
const percent = (share: number) => `${share * 100}%`;

/** The open chats, tiled; on a narrow screen the focused one alone. */
export function Panes({ is_narrow = false }: { is_narrow?: boolean }) {
  const { panes, focused } = useDesk((state) => state.layout);
  const only = panes[focused] ?? panes[0];
  if (!only) return <NoPane />;
  if (is_narrow) return <PaneView pane={only} index={panes.indexOf(only)} is_focused is_narrow />;
  return <Tiles />;
}

function Tiles() {
  const { panes, focused, is_alone } = useDesk((state) => state.layout);
  const place = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const box = place.current;
    if (!box) return;
    const measure = () => setSize({ width: box.clientWidth, height: box.clientHeight });
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(box);
    return () => sizes.disconnect();
  }, []);

  const shape = shapeFor(panes.length, size?.width ?? 0, size?.height ?? 0);
  const [weights, setWeights] = useWeights(shape);
  const minWidth = is_alone || !size ? undefined : widthFor(shape, size.width);
  const isWider = minWidth !== undefined && size !== null && minWidth > size.width;
  const tiles = tilesOf(isWider ? wholeColumns(weights, shape) : weights);
  const across = Math.max(0, ...shape);
  const splits = splitsOf(shape).filter(({ kind, row }) => kind === 'row' || !isWider || shape[row] === across);
  return (
    <div className="panes-scroll" ref={place}>
      {size && (
        <div className="panes" style={{ minWidth }}>
          {panes.map((pane, index) => {
            const { left, top, width, height } = is_alone ? WHOLE : (tiles[index] ?? WHOLE);
            return (
              <Activity key={pane.key} mode={is_alone && index !== focused ? 'hidden' : 'visible'}>
                <div className="tile" style={{ left: percent(left), top: percent(top), width: percent(width), height: percent(height) }}>
                  <PaneView pane={pane} index={index} is_focused={index === focused} />
                </div>
              </Activity>
            );
          })}
          {!is_alone && splits.map((split) => <SplitLine key={`${split.kind} ${split.row} ${split.at}`} split={split} weights={weights} onWeights={setWeights} />)}
        </div>
      )}
    </div>
  );
}
