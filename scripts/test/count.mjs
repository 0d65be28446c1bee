import { readFileSync } from 'node:fs';

/** What a vitest run amounts to, from its JSON report and its exit code. A file that does not load, and a run without a report, count as failures. */
export function countTests(reportPath, exitCode) {
  let report;
  try {
    report = JSON.parse(readFileSync(reportPath, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + brokenFiles;
  // An error outside of any test, or a run of nothing at all.
  const hidden = failed === 0 && (exitCode !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: failed + hidden, skipped: report.numPendingTests + report.numTodoTests };
}
