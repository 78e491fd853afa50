import { relative } from 'node:path';

/**
 * For each case: the files whose test titles name its id, skipped tests included, and how many of those tests passed.
 * A title may name several ids.
 */
export function proofs(cases, report, root) {
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({
      file: relative(root, name).replaceAll('\\', '/'),
      fullName,
      hasPassed: status === 'passed',
    })),
  );
  return cases.map((one) => {
    const title = new RegExp(`(?<![A-Z0-9])${one.id}(?![0-9])`);
    const naming = tests.filter(({ fullName }) => title.test(fullName));
    return {
      ...one,
      files: [...new Set(naming.map(({ file }) => file))].sort(),
      passed: naming.filter(({ hasPassed }) => hasPassed).length,
    };
  });
}
