import { it } from 'vitest';
import { addCorrespondent, reply, requestsTo } from './correspondents.ts';
import { startMessengers } from './messengers.ts';
import { waitFor } from './wait-for.ts';
it('x', async () => {
  const all = await startMessengers();
  const people = [];
  for (let i = 0; i < 20; i += 1) people.push(await addCorrespondent(all, 'telegram'));
  const posts: number[] = []; const delays: number[] = []; const afterAnswer: number[] = [];
  const seen: [number, number, number, number][] = [];
  await Promise.all(people.map(async (person, p) => {
    for (let i = 0; i < 15; i += 1) {
      const a = Date.now();
      const m = await reply(all, person, { text: `n${i}` });
      const b = Date.now();
      posts.push(b - a);
      seen.push([p, i, Date.parse(m.sentAt), b]);
    }
  }));
  await waitFor('all', () => people.every((p) => requestsTo(all, p).length === 15), 30000);
  for (const [p, i, s, b] of seen) { const r = requestsTo(all, people[p]!)[i]!; delays.push(r.at.getTime() - s); afterAnswer.push(r.at.getTime() - b); }
  const q = (x: number[]) => { const s = x.toSorted((a, b) => a - b); return [s[0], s[150], s[285], s[299]]; };
  console.log('post', q(posts), 'delay', q(delays), 'after', q(afterAnswer), all.app.log.filter((l) => l.includes('due deliv')).length, all.app.log.filter((l) => l.includes('"warn"') || l.includes('"error"')).slice(0, 5));
  await all.stop();
}, 120000);
