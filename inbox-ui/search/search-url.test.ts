import { describe, expect, test } from 'vitest';
import { apiQuery, askedFrom, searchPath } from './search-url.ts';

const office = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('a search in the URL', () => {
  test('survives the way there and back, in any script', () => {
    const asked = {
      q: 'إقامة & Müller',
      language: 'ar',
      topic: 'housing',
      office,
      from: '2026-01-31',
    } as const;
    const path = searchPath(asked);
    expect(path.startsWith('/inbox/search?q=')).toBe(true);
    expect(askedFrom(new URL(path, 'http://x').searchParams)).toEqual(asked);
    expect(apiQuery(asked)).toMatchObject({ q: asked.q, officeId: office, channelId: undefined });
  });

  test('what nobody could have chosen is left out', () => {
    const search = new URLSearchParams('q=a&topic=sports&channel=x&from=yesterday&language=%3B');
    expect(search.size).toBe(5);
    expect(askedFrom(search)).toEqual({ q: 'a' });
    expect(askedFrom(new URLSearchParams())).toEqual({ q: '' });
  });

  test('leads to a message of a conversation', () => {
    expect(searchPath({ q: 'x' }, { conversationId: 'c', messageId: 'm' })).toBe(
      '/inbox/search/c?q=x&message=m',
    );
    expect(searchPath({ q: '' })).toBe('/inbox/search');
  });
});
