const KEY = 'orderline.email';

/** The email of the last sign-in on this device; '' when there was none. */
export function loadEmail(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

/** Remembers the email, never the password. */
export function saveEmail(email: string): void {
  try {
    localStorage.setItem(KEY, email);
  } catch {
    // Private mode: it is typed again next time.
  }
}

/** Whoever signs out leaves no name behind. */
export function forgetEmail(): void {
  localStorage.removeItem(KEY);
}
