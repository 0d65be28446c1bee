/**
 * antd writes the variables of its style sheet while the page runs. As `<style>` elements a strict Content-Security-Policy would refuse them, so they
 * are collected in an element that never joins the document, and their text is handed to a constructed sheet, which is script's own
 * doing and needs no `'unsafe-inline'`. A constructed sheet belongs to one document, so each window of the console has its own.
 */
const container = new Map<'antd', HTMLElement>();
const sheets = new Set<CSSStyleSheet>();

function draw(): void {
  const text = [...(container.get('antd')?.children ?? [])].map((style) => style.textContent).join('\n');
  for (const sheet of sheets) sheet.replaceSync(text);
}

/** The element into which antd writes; its styles are worn by this page, and by each document that is dressed. */
export function adoptStyles(): HTMLElement {
  const place = document.createElement('div');
  container.set('antd', place);
  dressDocument(document);
  // Records arrive in a microtask: before the frame in which the new component is first painted.
  new MutationObserver(draw).observe(place, { childList: true, characterData: true, subtree: true });
  return place;
}

/** Lets another window's document wear antd's styles; returns how to stop. */
export function dressDocument(view: Document): () => void {
  const Sheet = view.defaultView?.CSSStyleSheet ?? CSSStyleSheet;
  const sheet = new Sheet();
  sheets.add(sheet);
  view.adoptedStyleSheets.push(sheet);
  draw();
  return () => sheets.delete(sheet);
}
