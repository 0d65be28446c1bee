/**
 * Keeps the page as high as what an on-screen keyboard leaves of it. Most browsers do so by `interactive-widget` and `dvh`;
 * Safari on iPhones shrinks only the visual viewport, and pushes the page up.
 */
export function fitViewport(): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const fit = () => {
    // A reader who has zoomed in sees a part on purpose.
    if (viewport.scale > 1.05) return;
    document.documentElement.style.setProperty('--viewport-height', `${viewport.height}px`);
    if (viewport.offsetTop > 0) window.scrollTo(0, 0);
  };
  viewport.addEventListener('resize', fit);
  viewport.addEventListener('scroll', fit);
  fit();
}
