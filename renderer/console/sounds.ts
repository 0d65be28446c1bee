import type { Settings } from '../../protocol/desktop';

/** One tone: its pitch, when it begins and how long it rings (seconds), how loud it is beside the others. */
export type Tone = { hertz: number; at: number; seconds: number; level: number; wave: OscillatorType };

type OwnSound = Exclude<Settings['sound_name'], 'system'>;

/** The sounds, written as tones: half a second at most, soft at the beginning so that nothing clicks. */
export const SOUNDS: Record<OwnSound, readonly Tone[]> = {
  drop: [
    { hertz: 880, at: 0, seconds: 0.12, level: 0.8, wave: 'sine' },
    { hertz: 587, at: 0.09, seconds: 0.26, level: 1, wave: 'sine' },
  ],
  bell: [
    { hertz: 1047, at: 0, seconds: 0.5, level: 0.8, wave: 'sine' },
    { hertz: 2637, at: 0, seconds: 0.25, level: 0.2, wave: 'sine' },
    { hertz: 1568, at: 0.02, seconds: 0.4, level: 0.3, wave: 'sine' },
  ],
  knock: [
    { hertz: 220, at: 0, seconds: 0.07, level: 1, wave: 'triangle' },
    { hertz: 196, at: 0.14, seconds: 0.09, level: 1, wave: 'triangle' },
  ],
  marimba: [
    { hertz: 523, at: 0, seconds: 0.2, level: 0.9, wave: 'triangle' },
    { hertz: 659, at: 0.1, seconds: 0.2, level: 0.9, wave: 'triangle' },
    { hertz: 784, at: 0.2, seconds: 0.28, level: 1, wave: 'triangle' },
  ],
};

/** How long a sound lasts, in seconds. */
export function lengthOf(tones: readonly Tone[]): number {
  return Math.max(...tones.map(({ at, seconds }) => at + seconds));
}

const ATTACK_S = 0.008;
/** A single alert should not be louder than speech. */
const LOUDEST = 0.5;

let context: AudioContext | null = null;

/** Plays one of our sounds; `volume` from 0 to 1. What the browser does not let sound stays silent. */
export async function playSound(name: Settings['sound_name'], volume: number): Promise<void> {
  if (name === 'system' || volume <= 0) return;
  try {
    context ??= new AudioContext();
    if (context.state === 'suspended') await context.resume();
    ring(context, SOUNDS[name], volume);
  } catch {
    // No sound device: the notification itself is still there.
  }
}

function ring(audio: AudioContext, tones: readonly Tone[], volume: number): void {
  const begin = audio.currentTime + 0.01;
  for (const { hertz, at, seconds, level, wave } of tones) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.type = wave;
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0.0001, begin + at);
    loudness.gain.exponentialRampToValueAtTime(Math.max(level * volume * LOUDEST, 0.0002), begin + at + ATTACK_S);
    loudness.gain.exponentialRampToValueAtTime(0.0001, begin + at + seconds);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begin + at);
    tone.stop(begin + at + seconds);
  }
}
