 
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;
/** Half of a character, as a careless cut leaves it. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Takes out what no message may hold, as it comes with pasted text; everything else stays exactly as written. */
export function cleanText(text: string): string {
  return text.replace(CONTROL, '').replace(LONE_SURROGATE, '\ufffd');
}
