import { describe, expect, test } from 'vitest';
import {
  activeFilters,
  canFilterByAssignee,
  canSortByWaiting,
  filtersFrom,
  isSameQuery,
  pathOfView,
  queryOfView,
  savedIdFrom,
  searchOf,
  viewFrom,
  viewKeys,
  viewOfQuery,
  type ListFilters,
} from './views.ts';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const every: ListFilters = {
  channelId: id,
  officeId: id,
  topic: 'housing',
  labelId: id,
  language: 'fa',
  assignee: 'none',
  from: '2026-03-01',
  to: '2026-03-29',
  sort: 'newest',
};

describe('the list in the URL', () => {
  test('every filter survives the way into the URL and back', () => {
    const search = searchOf(every);
    expect(search).toContain('topic=housing');
    expect(filtersFrom(new URLSearchParams(search))).toEqual(every);
    expect(activeFilters(every)).toHaveLength(Object.keys(every).length - 1);
  });

  test('what nobody could have chosen is left out', () => {
    const junk = new URLSearchParams(
      'channel=x&office=1&topic=sports&label=%00&language=<&assignee=you&from=2026-02-30&to=yesterday&sort=random&saved=1&x=y',
    );
    expect(junk.size).toBe(11);
    expect(filtersFrom(junk)).toEqual({});
    expect(savedIdFrom(junk)).toBeNull();
  });

  test('no filter leaves no question mark', () => {
    expect(searchOf({})).toBe('');
    expect(activeFilters({ sort: 'newest' })).toEqual([]);
  });

  test('an unknown view is the open one', () => {
    expect(viewFrom('mine')).toBe('mine');
    expect(viewFrom('nonsense')).toBe('open');
    expect(viewFrom(undefined)).toBe('open');
  });
});

describe('what the gateway is asked for', () => {
  test('open views begin with the longest waiting, the others have one order only', () => {
    expect(queryOfView('unassigned', {})).toEqual({
      status: 'open',
      assignee: 'none',
      sort: 'waiting',
    });
    expect(queryOfView('open', { sort: 'newest' }).sort).toBe('newest');
    expect(queryOfView('closed', { sort: 'waiting' }).sort).toBeUndefined();
    expect(queryOfView('mentions', {})).toEqual({ status: 'all', mentioned: 'me' });
    expect(canSortByWaiting('mine')).toBe(true);
    expect(canSortByWaiting('all')).toBe(false);
  });

  test('a view that says whose conversations it shows is not asked for somebody else’s', () => {
    expect(queryOfView('mine', { assignee: id }).assignee).toBe('me');
    expect(queryOfView('open', { assignee: id }).assignee).toBe(id);
    expect([canFilterByAssignee('mine'), canFilterByAssignee('waiting')]).toEqual([false, true]);
  });

  test('days begin at midnight where the reader is, and the last one is included', () => {
    const { from, to } = queryOfView('all', { from: '2026-03-29', to: '2026-03-29' });
    expect([from, to]).toEqual([
      new Date(2026, 2, 29).toISOString(),
      new Date(2026, 2, 30).toISOString(),
    ]);
  });
});

describe('a saved view', () => {
  test('opens where it was saved, with the filters it was saved with', () => {
    for (const view of viewKeys) {
      const { assignee: _, ...others } = every;
      const filters = canFilterByAssignee(view) && view !== 'open' ? every : others;
      const { sort, ...unsorted } = filters;
      const saved = queryOfView(view, filters);
      expect(viewOfQuery(saved), view).toEqual({
        view,
        filters: canSortByWaiting(view) ? { ...unsorted, sort } : unsorted,
      });
      const path = new URL(pathOfView({ id, filters: saved }), 'http://localhost');
      expect(path.pathname).toBe(`/inbox/${view}`);
      expect(savedIdFrom(path.searchParams)).toBe(id);
    }
  });

  test('is changed by another filter or order, not by what means the same', () => {
    const saved = { topic: 'work', status: 'open' } as const;
    expect(isSameQuery(saved, queryOfView('open', { topic: 'work' }))).toBe(true);
    expect(isSameQuery(saved, queryOfView('open', { topic: 'work', sort: 'newest' }))).toBe(false);
    expect(isSameQuery(saved, queryOfView('mine', { topic: 'work' }))).toBe(false);
    expect(isSameQuery({}, queryOfView('open', {}))).toBe(true);
  });
});
