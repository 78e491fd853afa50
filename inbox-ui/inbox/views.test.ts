import { describe, expect, test } from 'vitest';
import {
  canSortByWaiting,
  countFilters,
  filtersFrom,
  queryOfView,
  searchOf,
  viewFrom,
} from './views.ts';

const channelId = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('the list in the URL', () => {
  test('filters survive the way into the URL and back', () => {
    const filters = { channelId, topic: 'housing', language: 'fa', sort: 'newest' } as const;
    const search = searchOf(filters);
    expect(search).toContain('topic=housing');
    expect(filtersFrom(new URLSearchParams(search))).toEqual(filters);
    expect(countFilters(filters)).toBe(3);
  });

  test('what nobody could have chosen is left out', () => {
    const search = new URLSearchParams('channel=x&topic=sports&sort=random');
    expect(search.size).toBe(3);
    expect(filtersFrom(search)).toEqual({});
  });

  test('no filter leaves no question mark', () => {
    expect(searchOf({})).toBe('');
  });

  test('an unknown view is the open one', () => {
    expect(viewFrom('mine')).toBe('mine');
    expect(viewFrom('nonsense')).toBe('open');
    expect(viewFrom(undefined)).toBe('open');
  });

  test('open views begin with the longest waiting, the others with the newest', () => {
    expect(queryOfView('unassigned', {})).toEqual({
      status: 'open',
      assignee: 'none',
      sort: 'waiting',
    });
    expect(queryOfView('closed', {}).sort).toBe('newest');
    expect(queryOfView('open', { sort: 'newest' }).sort).toBe('newest');
    expect(canSortByWaiting('mine')).toBe(true);
    expect(canSortByWaiting('all')).toBe(false);
  });
});
