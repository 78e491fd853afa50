import { describe, expect, it } from 'vitest';
import { planStories, type Plan } from './plan.ts';

/** Every five hours of a week around a change of the clocks. */
const nows = Array.from({ length: 34 }, (_, step) => new Date(Date.UTC(2026, 9, 21, step * 5, 17)));
const plansByNow = nows.map((now) => ({ now, plans: planStories(now) }));
const spokenOf = ({ lines }: Plan) => lines.filter(({ who }) => who !== 'note');

describe('the demo conversations', () => {
  const plans = planStories(new Date());

  it('are sixty, in seven languages, of one to forty messages', () => {
    expect(plans).toHaveLength(60);
    expect(new Set(plans.map(({ language }) => language)).size).toBe(7);
    const lengths = plans.map((plan) => spokenOf(plan).length);
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([1, 40]);
  });

  it('have addresses and provider ids of their own', () => {
    const addresses = plans.map(({ sender }) => sender.urn);
    expect(new Set(addresses).size).toBe(60);
    const ids = plans.flatMap(({ lines }) => lines.map(({ externalId }) => externalId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('end with the client exactly where somebody of ours must act', () => {
    for (const plan of plans.filter(({ story }) => story.state !== 'closed')) {
      const last = spokenOf(plan).at(-1)?.who;
      expect(last, plan.story.script).toBe(plan.story.state === 'open' ? 'they' : 'we');
    }
  });

  it('lie in the past three weeks and in order, whenever the demo is started', () => {
    for (const { now, plans } of plansByNow) {
      for (const { story, lines } of plans) {
        const times = lines.map(({ at }) => at.getTime());
        expect([story.script, ...times]).toEqual([
          story.script,
          ...times.toSorted((a, b) => a - b),
        ]);
        expect(times.at(-1), story.script).toBeLessThan(now.getTime() - 60_000);
        expect(times[0], story.script).toBeGreaterThan(now.getTime() - 22 * 24 * 3_600_000);
      }
    }
  });

  it('hold no WhatsApp reply outside of its 24 hours', () => {
    for (const { plans } of plansByNow) {
      for (const plan of plans.filter(({ sender }) => sender.messenger === 'whatsapp')) {
        const spoken = spokenOf(plan);
        const waits = spoken.map((line, index) => {
          const heard = spoken.slice(0, index + 1).findLast(({ who }) => who === 'they');
          return line.at.getTime() - (heard?.at.getTime() ?? 0);
        });
        const replyWaits = waits.filter((_, index) => spoken[index]?.who === 'we');
        expect(Math.max(0, ...replyWaits), plan.story.script).toBeLessThan(24 * 3_600_000);
      }
    }
  });

  it('happen in working hours in Berlin, also when the clocks change', () => {
    const time = new Intl.DateTimeFormat('de-DE', {
      timeZone: 'Europe/Berlin',
      hour: '2-digit',
      minute: '2-digit',
    });
    for (const { plans } of plansByNow) {
      const [first] = plans.find(({ story }) => story.name === 'Miriam A.')?.lines ?? [];
      expect(first && time.format(first.at)).toBe('08:47');
    }
  });
});
