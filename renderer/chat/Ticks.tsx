import { useContext, useState, type PointerEvent } from 'react';
import { chatTexts } from './chat_texts';
import { useTexts } from './language';
import { ReadersContext } from './readers';

export type TicksProps = { state: 'pending' | 'sent' | 'read' | 'failed' };

const paths = {
  pending: 'M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  sent: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  read: 'M1 8.5 4 11.5 10 4.5M7.5 10.7 8.3 11.5 14.3 4.5',
  failed: 'M8 4.5v4.2M8 11.2v.1M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
} as const;

/** How far an own message has come: a clock, one tick, two ticks, or an exclamation mark, each with its words. */
export function Ticks({ state }: TicksProps) {
  const readers = useContext(ReadersContext);
  const [detail, setDetail] = useState<string>();
  // Whoever points at it learns who has read, and by when.
  const onPointerEnter = (event: PointerEvent) => setDetail(readers(Number(event.currentTarget.closest<HTMLElement>('[data-seq]')?.dataset.seq)));
  const t = useTexts(chatTexts);
  const text = t(`state_${state}`);
  return (
    <span className={`ticks ticks-${state}`} title={(state === 'read' && detail) || text} data-state={state} onPointerEnter={state === 'read' ? onPointerEnter : undefined}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={paths[state]} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <span className="visually-hidden">{text}</span>
    </span>
  );
}
