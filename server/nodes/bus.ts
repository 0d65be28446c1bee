/**
 * Carries texts between the server processes that act as one. Whoever sends hears himself too, which is how a process knows that it can
 * be heard. Nothing waits for it and nothing is kept: what cannot be sent now is dropped, and the numbers on the texts tell who missed it.
 */
export type Bus = {
  send(text: string): void;
  /** Whether it could carry anything now, as far as this end of it knows. */
  isOpen(): boolean;
  close(): Promise<void>;
};

/** What a process does with what it hears. */
export type Hear = (text: string) => void;

/** Opens a bus; from then on what it carries is heard. */
export type OpenBus = (hear: Hear) => Bus;
