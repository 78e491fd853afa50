import { it } from 'vitest';
import { addCorrespondent, reply, requestsTo } from './correspondents.ts';
import { startMessengers } from './messengers.ts';
import { waitFor } from './wait-for.ts';
it('x', async () => {
  const all = await startMessengers();
  const people = [];
  for (let i = 0; i < 20; i += 1) people.push(await addCorrespondent(all, 'telegram'));
  const posts: number[] = []; const delays: number[] = []; const afterAnswer: number[] = [];
  await Promise.all(people.map(async (person) => {
    for (let i = 0; i < 15; i += 1) {
      const a = Date.now();
      const m = await reply(all, person, { text: `n${i}` });
      const b = Date.now();
      posts.push(b - a);
      void waitFor('x', () => requestsTo(all, person)[i]).then((r) => { delays.push(r.at.getTime() - Date.parse(m.sentAt)); afterAnswer.push(r.at.getTime() - b); });
    }
  }));
  await waitFor('all', () => delays.length === 300, 30000);
  const q = (x: number[]) => { const s = x.toSorted((a, b) => a - b); return [s[0], s[150], s[285], s[299]]; };
  console.log('post', q(posts), 'delay', q(delays), 'after', q(afterAnswer), all.app.log.filter((l) => l.includes('due deliv')).length, all.app.log.filter((l) => l.includes('"warn"') || l.includes('"error"')).slice(0, 5));
  await all.stop();
}, 120000);
