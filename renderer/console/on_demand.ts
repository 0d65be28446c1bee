import { lazily } from '../chat/lazily';

/* The list stands in the first frame; what lies beside and over it is fetched while that frame is drawn. */

export const Panes = lazily(async () => (await import('./panes/Panes')).Panes);
export const Around = lazily(async () => (await import('./Around')).Around);
