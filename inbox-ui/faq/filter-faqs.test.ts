import { describe, expect, it } from 'vitest';
import type { FaqEntry, FaqState } from '../../gateway/contract/faq.ts';
import { cellOf } from './cell-state.ts';
import { countStates, filterFaqs, filterFrom, languagesOf } from './filter-faqs.ts';

const day = '2026-11-24';

function entry(part: Partial<FaqEntry>, states: Record<string, FaqState>): FaqEntry {
  return {
    id: 'a',
    key: 'fishing',
    topic: 'work',
    risk: 'low',
    reviewBy: '2027-01-01',
    validUntil: null,
    sources: [],
    triggers: { de: ['angelschein'] },
    version: 1,
    isArchived: false,
    ownerId: null,
    frozen: null,
    updatedAt: '2026-11-24T00:00:00.000Z',
    translations: Object.entries(states).map(([language, state]) => ({
      language,
      state,
      question: `Frage ${language}`,
      short: 'Café',
      long: '',
      sms: '',
      basedOnVersion: 1,
      updatedAt: '2026-11-24T00:00:00.000Z',
    })),
    ...part,
  };
}

const frozen = { url: 'https://example.org', reason: 'x', at: '2026-11-24T00:00:00.000Z' };
const filter = (query: string) => filterFrom(new URLSearchParams(query));

describe('the matrix of answers', () => {
  it('tells why a text is not sent', () => {
    const good = entry({}, { de: 'approved', ar: 'outdated', ru: 'draft' });
    expect(cellOf(good, 'de', day)).toEqual({ state: 'approved', reason: null });
    expect(cellOf(good, 'ar', day)).toEqual({ state: 'outdated', reason: null });
    expect(cellOf(good, 'ru', day)).toEqual({ state: 'draft', reason: 'draft' });
    expect(cellOf(good, 'tr', day)).toEqual({ state: 'missing', reason: 'missing' });
    expect(cellOf({ ...good, risk: 'legal' }, 'ar', day)).toEqual({
      state: 'outdated',
      reason: 'outdated',
    });
    for (const [part, reason] of [
      [{ reviewBy: day }, 'review_due'],
      [{ validUntil: '2026-11-23' }, 'expired'],
      [{ frozen }, 'frozen'],
    ] as const) {
      expect(cellOf({ ...good, ...part }, 'de', day)).toEqual({ state: 'withheld', reason });
    }
    expect(cellOf({ ...good, isArchived: true }, 'de', day).state).toBe('archived');
  });

  it('is narrowed by topic, state, language and words in any of them', () => {
    const work = entry({}, { de: 'approved', ar: 'draft' });
    const housing = entry({ id: 'b', topic: 'housing', key: 'rent' }, { de: 'draft' });
    const old = entry({ id: 'c', isArchived: true }, { de: 'approved' });
    const all = [work, housing, old];
    const found = (query: string) => filterFaqs(all, filter(query), day).map(({ id }) => id);
    expect(found('')).toEqual(['a', 'b']);
    expect(found('topic=housing')).toEqual(['b']);
    expect(found('topic=nothing')).toEqual(['a', 'b']);
    expect(found('state=draft')).toEqual(['a', 'b']);
    expect(found('state=draft&language=ar')).toEqual(['a']);
    expect(found('state=archived')).toEqual(['c']);
    expect(found('q=CAFE angel')).toEqual(['a', 'b']);
    expect(found('q=rent')).toEqual(['b']);
    expect(countStates(all, 'ar', day)).toMatchObject({ draft: 1, missing: 1, archived: 1 });
  });

  it('begins with German and has what the organization adds', () => {
    expect(languagesOf([entry({}, { so: 'draft', de: 'draft' })]).slice(0, 2)).toEqual([
      'de',
      'en',
    ]);
    expect(languagesOf([entry({}, { so: 'draft' })]).at(-1)).toBe('so');
  });
});
