import { FILE_NAME_MAX } from '../../protocol/files';

/** Characters that are not seen or turn the direction of what is: with them `gpj.exe` can pass for a picture. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
/** What a file system or a shell of some reader's takes for something else. */
const AWKWARD = /[<>:"|?*]/g;
/** Devices that some system finds under these names whatever stands behind the dot. */
const RESERVED = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$| )/i;
const EXTENSION_MAX = 16;

/** The extension in lower case, without its dot; empty when there is none. */
export function extensionOf(name: string): string {
  return /\.([^.\s]{1,16})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** A name that shows what it is, on every system: the last part of whatever path was given, one line, no tricks, of bounded length. */
export function cleanName(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\\u2044\u2215\u29f8\uff0f\uff3c]/u).at(-1) ?? '';
  const plain = last.replace(UNSEEN, '').replace(AWKWARD, '_').replace(/\s+/gu, ' ');
  // Dots and blanks at the ends hide a file on one system and vanish on another.
  const trimmed = trimEnds(plain);
  const safe = RESERVED.test(trimmed) ? `_${trimmed}` : trimmed;
  return trimEnds(shorten(safe)) || 'file';
}

function trimEnds(name: string): string {
  return name.replace(/^[. ]+/, '').replace(/[. ]+$/, '');
}

/** Cut before the extension, never through a character. */
function shorten(name: string): string {
  if (name.length <= FILE_NAME_MAX) return name;
  const extension = extensionOf(name);
  const tail = extension === '' || extension.length > EXTENSION_MAX ? '' : name.slice(-extension.length - 1);
  return name.slice(0, FILE_NAME_MAX - tail.length).replace(/[\ud800-\udbff]$/, '') + tail;
}
