import { MESSAGE_TEXT_MAX } from './limits';

// C0 controls other than tab, line feed and carriage return.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** True when the text holds no forbidden control character and no lone surrogate; it says nothing of its length. */
export function isCleanText(text: string): boolean {
  return !CONTROL.test(text) && text.isWellFormed();
}

/** True when the text may stand in a message as it is: 1 to 10,000 characters, clean, more than white space. */
export function isMessageText(text: string): boolean {
  return text.length <= MESSAGE_TEXT_MAX && text.trim() !== '' && isCleanText(text);
}
