import { useEffect, useRef, useState, type RefObject } from 'react';

/** Takes files that are dropped on an element; true while some are held over it. Nothing happens while `onFiles` is absent. */
export function useFileDrop(element: RefObject<HTMLElement | null>, onFiles: ((files: readonly File[]) => void) | undefined): boolean {
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  const isTaking = onFiles !== undefined;

  useEffect(() => {
    const box = element.current;
    if (!box || !isTaking) return;
    // Each child that is entered is left again, so only the sum says whether the pointer is still inside.
    let depth = 0;
    const move = (by: number) => {
      depth = Math.max(0, depth + by);
      setIsOver(depth > 0);
    };
    const handlers: Record<string, (event: DragEvent) => void> = {
      dragenter: () => move(1),
      dragleave: () => move(-1),
      dragover: () => undefined,
      drop(event) {
        move(-depth);
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length > 0) latest.current?.(files);
      },
    };
    const hear = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      handlers[event.type]?.(event);
    };
    const names = ['dragenter', 'dragleave', 'dragover', 'drop'] as const;
    for (const name of names) box.addEventListener(name, hear);
    return () => {
      for (const name of names) box.removeEventListener(name, hear);
      setIsOver(false);
    };
  }, [element, isTaking]);

  return isOver;
}
