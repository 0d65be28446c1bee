import { theme as antd } from 'antd';
import type { ThemeConfig } from 'antd';
import { readTheme } from '../chat/theme';
import type { Scheme } from '../chat/theme';

/** antd dressed in the values of theme.css, in the look that is worn now. */
export function antdTheme(scheme: Scheme): ThemeConfig {
  const value = readTheme();
  const isDark = scheme === 'dark';
  return {
    algorithm: isDark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    cssVar: { key: 'console' },
    hashed: false,
    // Its style sheet is made when the page is built.
    zeroRuntime: true,
    token: {
      colorPrimary: value.accent,
      colorInfo: value.accent,
      colorError: value.late,
      colorWarning: value.owed,
      colorSuccess: value.online,
      colorText: value.text,
      colorTextSecondary: value.text_soft,
      colorTextTertiary: value.text_faint,
      colorTextPlaceholder: value.text_faint,
      colorTextLightSolid: value.on_accent,
      colorBgBase: value.canvas,
      colorBgContainer: value.canvas,
      colorBgElevated: value.raised,
      colorBgLayout: value.surface,
      colorBorder: value.line_strong,
      colorBorderSecondary: value.line,
      colorFillTertiary: value.hover,
      fontFamily: value.font,
      fontSize: 13,
      borderRadius: 6,
      controlHeight: 32,
      controlHeightSM: 26,
      controlHeightLG: 38,
      // Its motion waits for the ends of transitions, which never come where nothing moved: a button would go on saying that it loads.
      motion: false,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500, defaultBg: 'transparent', defaultHoverBg: value.hover, defaultBorderColor: isDark ? value.line_strong : value.line, defaultHoverBorderColor: value.line_strong, defaultHoverColor: value.text, colorPrimary: value.accent, colorPrimaryHover: value.accent_hover },
      Segmented: { trackBg: isDark ? value.canvas : value.hover, itemSelectedBg: isDark ? value.selected : value.raised, itemColor: value.text_soft, itemSelectedColor: value.text, itemHoverColor: value.text },
      Input: { activeShadow: 'none' },
      Switch: { colorTextQuaternary: value.line_strong },
      Tooltip: { colorBgSpotlight: value.text, colorTextLightSolid: value.canvas, fontSize: 12 },
    },
  };
}
