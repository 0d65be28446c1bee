/**
 * In which room the fingers are. The keyboard goes to one composer at a time; when it goes to another one without the writer having
 * brought it there, whatever he presses in the next moment was meant for the one before. When he has brought it there by a key, that key
 * may have been pressed twice: a draft that stood there is not sent by the second press.
 */

import { isTextArea } from '../../chat/elements';

type Arrival = { room: number; from: number; at: number; is_asked: boolean; stood: string };

/** As long as a finger that is on its way cannot be called back. */
const UNDER_FINGERS_MS = 700;
/** From a click or a key to what it causes. */
const CAUSED_MS = 1_000;

let front: number | null = null;
let arrival: Arrival | null = null;
let wanted: number | null = null;
/** What the writer did last, and when. */
let last: { by: 'pointer' | 'tab' | 'command' | 'typing'; at: number } = { by: 'typing', at: -Infinity };

const isComposer = (target: EventTarget | null): target is HTMLTextAreaElement => isTextArea(target) && target.classList.contains('composer-field');

function onPointer(): void {
  last = { by: 'pointer', at: performance.now() };
}

function onKey(event: KeyboardEvent): void {
  const isCommand = event.altKey || event.ctrlKey || event.metaKey || (event.key === 'Enter' && !isComposer(event.target));
  last = { by: event.key === 'Tab' ? 'tab' : isCommand ? 'command' : 'typing', at: performance.now() };
}

function onFocus({ target }: FocusEvent): void {
  if (!isComposer(target)) return;
  const room = Number(target.closest<HTMLElement>('[data-room]')?.dataset.room);
  if (!room || room === front) return;
  const now = performance.now();
  const by = now - last.at < CAUSED_MS ? last.by : 'typing';
  const isByHand = room === wanted || by === 'pointer' || by === 'tab';
  arrival = front === null || isByHand ? null : { room, from: front, at: now, is_asked: by === 'command', stood: target.value };
  front = room;
  wanted = null;
}

/** The writer has asked by name for this room: that is no surprise to his fingers. */
export function expectArrival(room: number): void {
  wanted = room;
}

/** The room from which the keyboard was taken to this one a moment ago, if this text may not be sent for it. */
export function takenFrom(room: number, text: string, now = performance.now()): number | null {
  if (!arrival || arrival.room !== room || now - arrival.at >= UNDER_FINGERS_MS) return null;
  return arrival.is_asked && text !== arrival.stood ? null : arrival.from;
}

/** Watches the document; returns how to stop. */
export function watchArrivals(): () => void {
  document.addEventListener('pointerdown', onPointer, true);
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('focusin', onFocus, true);
  return () => {
    document.removeEventListener('pointerdown', onPointer, true);
    document.removeEventListener('keydown', onKey, true);
    document.removeEventListener('focusin', onFocus, true);
    front = null;
    arrival = null;
  };
}
