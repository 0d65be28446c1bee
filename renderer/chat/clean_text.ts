import { isCleanText } from '../../protocol/text';

 
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** Takes out what no message may hold (control characters, halves of emoji), as it comes with pasted text; everything else stays exactly as written. */
export function cleanText(text: string): string {
  return isCleanText(text) ? text : text.replace(CONTROL, '').toWellFormed();
}
