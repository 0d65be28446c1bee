const KEY = 'orderline.email';

/** What was forgotten on this very page: whoever signs out and in again does not type it anew. */
let offered = '';

/** The email of the last sign-in on this device; '' when there was none. */
export function loadEmail(): string {
  try {
    return localStorage.getItem(KEY) ?? offered;
  } catch {
    return offered;
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

/** Whoever signs out leaves no name behind on the device. */
export function forgetEmail(): void {
  offered = loadEmail();
  localStorage.removeItem(KEY);
}
