/**
 * antd makes its style sheets while the page runs. As `<style>` elements a strict Content-Security-Policy would refuse them, so they
 * are collected in an element that never joins the document, and their text is handed to a constructed sheet, which is script's own
 * doing and needs no `'unsafe-inline'`.
 */
export function adoptStyles(): HTMLElement {
  const container = document.createElement('div');
  const sheet = new CSSStyleSheet();
  const draw = () => sheet.replaceSync([...container.children].map((style) => style.textContent).join('\n'));
  document.adoptedStyleSheets.push(sheet);
  // Records arrive in a microtask: before the frame in which the new component is first painted.
  new MutationObserver(draw).observe(container, { childList: true, characterData: true, subtree: true });
  return container;
}
