import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What a vitest run amounts to, from its JSON report and its exit code. A file that does not load, and a run without a report, count as failures. `repeated`: the tests that failed first and passed when they were tried again. */
export function countTests(reportPath, exitCode) {
  let report;
  try {
    report = JSON.parse(readFileSync(reportPath, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0, repeated: [] };
  }
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + brokenFiles;
  // What has passed and yet failed before it was tried again.
  const repeated = report.testResults.flatMap((file) =>
    file.assertionResults.filter((test) => test.status === 'passed' && (test.failureMessages ?? []).length > 0).map((test) => ({ name: test.fullName, file: relative(process.cwd(), file.name), error: stripVTControlCharacters(test.failureMessages[0]).split('\n')[0] })),
  );
  // An error outside of any test, or a run of nothing at all.
  const hidden = failed === 0 && (exitCode !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: failed + hidden, skipped: report.numPendingTests + report.numTodoTests, repeated };
}
