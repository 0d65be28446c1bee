import { lazily } from '../../chat/lazily';

/** Loaded when they are opened first. */
export const ReportsSection = lazily(async () => (await import('./Reports')).Reports);
