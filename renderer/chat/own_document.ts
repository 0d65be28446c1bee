import { createContext, useContext } from 'react';

/** The document in which a part of the page is drawn: a conversation may stand in a window of its own. Absent: the page's. */
export const OwnDocument = createContext<Document | null>(null);

/** The document of the window in which this is drawn. */
export function useOwnDocument(): Document {
  return useContext(OwnDocument) ?? document;
}
