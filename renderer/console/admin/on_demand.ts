import { lazily } from '../../chat/lazily';

/** Loaded when it is opened first: few have it, and nobody opens it in the first second. */
export const AdminSection = lazily(async () => (await import('./Admin')).Admin);
