import type { WebPreferences } from 'electron';

/** What every window of this program is allowed: nothing beyond a page. */
export const SAFE_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  plugins: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  // Which languages, and whether at all, is the session's.
  spellcheck: true,
  // A hidden console must hear its socket and count as promptly as a visible one.
  backgroundThrottling: false,
} as const satisfies WebPreferences;
