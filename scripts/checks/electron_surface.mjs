// What an attacker would reach for in the desktop stands in one place each, and what lowers its walls stands nowhere.
import { report, textFiles } from './read.mjs';

/** Each of these may stand once, in this file. */
const ONCE = [
  { what: /new BrowserWindow\(/, where: 'main/profile.ts' },
  { what: /\b(?:shell|system)\.openExternal\(/, where: 'main/index.ts' },
  { what: /contextIsolation:/, where: 'main/web_preferences.ts' },
  { what: /ipcMain\.handle\(/, where: 'main/ipc.ts' },
  { what: /contextBridge\.exposeInMainWorld\(/, where: 'main/preload.ts' },
];
const NEVER = [
  /nodeIntegration\w*: true/, /contextIsolation: false/, /sandbox: false/, /webSecurity: false/, /allowRunningInsecureContent: true/, /webviewTag: true/, /enableBlinkFeatures/, /experimentalFeatures: true/,
  /certificate-error/, /setCertificateVerifyProc/, /ignore-certificate-errors/, /remote-debugging/, /disableHardwareSandbox|no-sandbox/, /\bexecuteJavaScript\b/, /ipcRenderer\.sendSync/, /new BrowserView\(|new WebContentsView\(|<webview/,
];

const problems = [];
const seen = new Map(ONCE.map((rule) => [rule, []]));
for (const { name, text } of textFiles()) {
  if (!/^(?:main|renderer|protocol)\/.*\.(?:tsx?|c?js)$/.test(name)) continue;
  text.split('\n').forEach((line, index) => {
    const code = line.replace(/^\s*(?:\/\/|\/?\*).*/, '');
    for (const rule of ONCE) if (rule.what.test(code)) seen.get(rule).push(`${name}:${index + 1}`);
    for (const never of NEVER) if (never.test(code)) problems.push(`${name}:${index + 1} holds what the desktop never does: ${never.source}`);
  });
}
for (const [{ what, where }, places] of seen) {
  if (places.length !== 1 || !places[0].startsWith(`${where}:`)) problems.push(`${what.source} stands once, in ${where}; found: ${places.join(', ') || 'nowhere'}`);
}
report(problems);
