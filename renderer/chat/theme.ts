import type { Theme } from '../../protocol/desktop';

/** Which of the two looks is worn, and the few values that others than CSS need. The values themselves live in theme.css alone. */

export type Scheme = 'light' | 'dark';

const DARK = '(prefers-color-scheme: dark)';

/** The look that a choice means now. */
export function schemeOf(theme: Theme): Scheme {
  if (theme !== 'system') return theme;
  return window.matchMedia(DARK).matches ? 'dark' : 'light';
}

/** Wears the theme and follows the system while it says `system`; tells of each look worn, the first included. Returns how to stop. */
export function applyTheme(theme: Theme, onScheme?: (scheme: Scheme) => void): () => void {
  const query = window.matchMedia(DARK);
  const wear = () => {
    const scheme = schemeOf(theme);
    const page = document.documentElement;
    // Everything changes at once: colours that fade from one look to the other are readable in neither.
    page.dataset['dressing'] = '';
    page.dataset['theme'] = scheme;
    onScheme?.(scheme);
    requestAnimationFrame(() => requestAnimationFrame(() => delete page.dataset['dressing']));
  };
  wear();
  query.addEventListener('change', wear);
  return () => query.removeEventListener('change', wear);
}

const names = {
  canvas: '--color-canvas',
  surface: '--color-surface',
  raised: '--color-raised',
  hover: '--color-hover',
  selected: '--color-selected',
  line: '--color-line',
  line_strong: '--color-line-strong',
  text: '--color-text',
  text_soft: '--color-text-soft',
  text_faint: '--color-text-faint',
  accent: '--color-accent',
  accent_hover: '--color-accent-hover',
  on_accent: '--color-on-accent',
  owed: '--color-owed',
  late: '--color-late',
  online: '--color-online',
  font: '--font',
  text_s: '--text-s',
  text_m: '--text-m',
  text_l: '--text-l',
  radius_s: '--radius-s',
  radius_m: '--radius-m',
} as const;

export type ThemeValues = Readonly<Record<keyof typeof names, string>>;

/** The worn look's values as text ("#4552cf", "14px"), read out of the stylesheet: call it after `applyTheme`, and again when the look changes. */
export function readTheme(): ThemeValues {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, style.getPropertyValue(name).trim()])) as ThemeValues;
}
