import type { User } from '../../protocol/entities';

// Direction marks and overrides, zero-width characters, line breaks: in a name they could make it look like another one.
 
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** A name as it may stand on the screen: one line, nothing invisible that turns or hides its letters. */
export function cleanName(text: string): string {
  return text.replace(UNSAFE, '').replace(/\s+/g, ' ').trim();
}

/** First and last name, cleaned. */
export function fullName(user: Pick<User, 'first_name' | 'last_name'>): string {
  return cleanName(`${user.first_name} ${user.last_name}`);
}

/** Up to two letters for the avatar. */
export function initials(name: string): string {
  const words = cleanName(name)
    .split(' ')
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = firstLetter(words[0]);
  const last = words.length > 1 ? firstLetter(words.at(-1)) : '';
  return (first + last).toLocaleUpperCase() || '?';
}

function firstLetter(word: string | undefined): string {
  return word?.match(/[\p{L}\p{N}]/u)?.[0] ?? '';
}
