import { createContext } from 'react';

/** Saves the file at this address; where there is none, the browser saves it by itself. */
export const SaveContext = createContext<((url: string) => void) | null>(null);
