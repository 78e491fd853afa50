import { expect, it } from 'vitest';
import { limitConcurrency } from './limit-concurrency.ts';

it('lets two work at the same time, the others in their order, also after a failure', async () => {
  const limit = limitConcurrency(2);
  const doors = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const works = doors.map(({ promise }, index) =>
    limit(async () => {
      begun.push(index);
      await promise;
      if (index === 1) throw new Error('failed');
    }).catch((error: Error) => error.message),
  );
  await expect.poll(() => begun).toEqual([0, 1]);
  doors[1]?.resolve();
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  doors[0]?.resolve();
  await expect.poll(() => begun).toEqual([0, 1, 2, 3]);
  for (const { resolve } of doors) resolve();
  expect(await Promise.all(works)).toEqual([undefined, 'failed', undefined, undefined, undefined]);
});
