import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const maxLines = 400;
const maxMedian = 100;

describe('the size of source files', () => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /\.(ts|tsx|mjs|css)$/.test(file) && !/fixtures\//.test(file));
  const sizes = files.flatMap((file) => {
    try {
      return [{ file, lines: readFileSync(`${root}${file}`, 'utf8').split('\n').length - 1 }];
    } catch {
      return [];
    }
  });

  it(`no file has more than ${maxLines} lines`, () => {
    expect(sizes.length).toBeGreaterThan(100);
    expect(sizes.filter(({ lines }) => lines > maxLines)).toEqual([]);
  });

  it(`half of them have fewer than ${maxMedian} lines`, () => {
    const sorted = sizes.map(({ lines }) => lines).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(maxMedian);
  });
});
