import type { Tone } from './find';

const RECENT = 'orderline-emoji-recent';
const TONE = 'orderline-emoji-tone';
const KEPT = 24;

/** What was chosen last on this device, the newest first. */
export function recentEmoji(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string' && one.length < 50).slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/** Remembers a choice. */
export function rememberEmoji(emoji: string): void {
  keep(RECENT, JSON.stringify([emoji, ...recentEmoji().filter((one) => one !== emoji)].slice(0, KEPT)));
}

/** The skin tone that was chosen on this device. */
export function chosenTone(): Tone {
  try {
    const tone = Number(localStorage.getItem(TONE) ?? 0);
    return ([0, 1, 2, 3, 4, 5] as const).find((one) => one === tone) ?? 0;
  } catch {
    return 0;
  }
}

/** Chooses the skin tone. */
export function chooseTone(tone: Tone): void {
  keep(TONE, String(tone));
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing is kept here.
  }
}
