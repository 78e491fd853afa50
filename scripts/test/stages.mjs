import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { countVitest } from './count.mjs';

/**
 * The checks in their order. A stage is one Node program: `run` names it and its arguments.
 * `report` is the JSON file it leaves behind and `count` reads; without one it counts as one test.
 */
export function stages(root, reports) {
  const unitReport = join(reports, 'unit.json');
  const all = [
    { name: 'format', isFast: true, run: [bin('oxfmt'), '--check', '.'] },
    { name: 'lint', isFast: true, run: [bin('oxlint'), '--deny-warnings'] },
    { name: 'types', isFast: true, run: [bin('tsc'), '-p', '.'] },
    { name: 'start-up check', isFast: true, run: ['gateway/main.ts', '--check'] },
    { name: 'size of the first load', isFast: true, run: [bin('size-limit')] },
    { name: 'unused code', run: [bin('knip')] },
    {
      name: 'translations',
      needs: 'scripts/check-locales.mjs',
      run: ['scripts/check-locales.mjs'],
    },
    {
      name: 'tests',
      run: [
        bin('vitest'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${unitReport}`,
      ],
      report: unitReport,
      count: countVitest,
    },
    {
      name: 'conformance',
      needs: 'scripts/conformance.mjs',
      run: ['scripts/conformance.mjs', unitReport],
    },
  ];
  return all.filter(({ needs }) => !needs || existsSync(join(root, needs)));
}

function bin(name) {
  return join('node_modules', '.bin', name);
}
