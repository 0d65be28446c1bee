import { useRef } from 'react';
import type { PointerEvent } from 'react';
import { useConsole, useDesk } from '../context';
import { swapPanes } from './layout';

/** So far a press may wander and still be a click. */
const CLICK_PX = 6;

/** Dragging a pane by its header: where it is dropped, the two change places. */
export function usePaneDrag(index: number) {
  const { desk } = useConsole();
  const from = useRef<{ x: number; y: number } | null>(null);
  const dragged = useDesk((state) => state.dragged);

  const overWhat = (event: PointerEvent): number | null => {
    const pane = event.currentTarget.ownerDocument.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-pane]');
    const over = pane ? Number(pane.dataset['pane']) - 1 : index;
    return over === index ? null : over;
  };
  const end = () => {
    from.current = null;
    if (desk.getState().dragged) desk.setState({ dragged: null });
  };
  return {
    is_dragged: dragged?.pane === index,
    is_target: dragged?.over === index,
    handlers: {
      onPointerDown(event: PointerEvent) {
        const isControl = (event.target as Element).closest('button, a, input, [role="menu"]') !== null;
        if (event.button !== 0 || isControl || desk.getState().layout.panes.length < 2) return;
        // A quick hand leaves the header with its first move.
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, y: event.clientY };
      },
      onPointerMove(event: PointerEvent) {
        if (!from.current) return;
        const isDragging = desk.getState().dragged !== null;
        if (!isDragging && Math.hypot(event.clientX - from.current.x, event.clientY - from.current.y) < CLICK_PX) return;
        const over = overWhat(event);
        if (desk.getState().dragged?.over !== over || !isDragging) desk.setState({ dragged: { pane: index, over } });
      },
      onPointerUp(event: PointerEvent) {
        const over = desk.getState().dragged ? overWhat(event) : null;
        end();
        if (over !== null) desk.arrange((layout) => swapPanes(layout, index, over));
      },
      onPointerCancel: end,
    },
  };
}
