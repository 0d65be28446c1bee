import { useCallback, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { dayNumberText } from './dates';
import { useTexts } from './language';
import { searchTexts } from './search_texts';

export type DayPicker = {
  /** Opens the calendar at this day, where the element stands. */
  pick(at: string, place: HTMLElement): void;
  /** To be put into the box that holds the timeline: day lines come and go with what is loaded, the calendar stays. */
  field: ReactNode;
};

/** The browser's own calendar; its field stands where the calendar hangs, seen only while keys go to it. Escape leads back to the day. */
export function useDayPicker(onDay: (at: string) => void): DayPicker {
  const t = useTexts(searchTexts);
  const [opened, setOpened] = useState<{ at: string; top: number; turn: number } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLElement | null>(null);

  const pick = useCallback((at: string, place: HTMLElement) => {
    opener.current = place;
    const box = place.closest('.timeline')?.getBoundingClientRect();
    const top = place.getBoundingClientRect().bottom - (box?.top ?? 0);
    setOpened((before) => ({ at, top, turn: (before?.turn ?? 0) + 1 }));
  }, []);

  useLayoutEffect(() => {
    const input = field.current;
    if (!input || !opened) return;
    input.style.top = `${opened.top}px`;
    input.value = dayNumberText(new Date(opened.at));
    input.focus({ preventScroll: true });
    try {
      input.showPicker();
    } catch {
      // An old browser: the field, which has the focus, takes the date from the keyboard.
    }
  }, [opened]);

  return {
    pick,
    field: opened && (
      <input
        ref={field}
        className="day-calendar"
        type="date"
        tabIndex={-1}
        aria-label={t('jump_to_date')}
        max={dayNumberText(new Date())}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          // The day may have gone out of what is drawn meanwhile.
          (opener.current?.isConnected ? opener.current : event.currentTarget.closest('.timeline')?.querySelector<HTMLElement>('.timeline-scroller'))?.focus({ preventScroll: true });
        }}
        onChange={(event) => {
          const [year, month, date] = event.target.value.split('-').map(Number);
          // While a date is typed the year passes through the first centuries.
          if (year && year > 1999 && month && date) onDay(new Date(year, month - 1, date).toISOString());
        }}
      />
    ),
  };
}
