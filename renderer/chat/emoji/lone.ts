/** One emoji as people see it: a flag, a keycap, a picture with its tone, or several joined into one. */
const ONE =
  '(?:\\p{Regional_Indicator}{2}|[0-9#*]\\ufe0f?\\u20e3|(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\ufe0f|\\p{Emoji}(?=\\p{Emoji_Modifier}))\\p{Emoji_Modifier}?' +
  '(?:\\u200d\\p{Extended_Pictographic}\\ufe0f?\\p{Emoji_Modifier}?)*[\\u{e0020}-\\u{e007f}]*)';
const LONE = new RegExp(`^\\s*(?:${ONE}\\s*){1,3}$`, 'u');
/** No emoji is longer. */
const LONGEST = 40;

/** True when a text is one to three emoji and nothing else: it is shown large. */
export function isLoneEmoji(text: string): boolean {
  return text.length <= 3 * LONGEST && LONE.test(text);
}
