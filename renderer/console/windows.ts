/** The console's windows: the page itself, and those into which chats were moved. They live and end with the page. */
const others = new Set<Window>();
const watchers = new Set<() => void>();

function tell(): void {
  for (const watcher of [...watchers]) watcher();
}

/** Counts a window among the console's; returns how to take it out. */
export function joinWindows(view: Window): () => void {
  others.add(view);
  for (const name of ['focus', 'blur'] as const) view.addEventListener(name, tell);
  tell();
  return () => {
    others.delete(view);
    tell();
  };
}

/** Every document of the console, the page's own first. */
export function consoleDocuments(): Document[] {
  return [document, ...[...others].map((view) => view.document)];
}

/** Whether one of the console's windows has the focus. */
export function isConsoleFocused(): boolean {
  return consoleDocuments().some((view) => view.hasFocus());
}

/** Calls back when windows come and go, and when the focus goes from one to another; returns how to stop. */
export function watchWindows(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
