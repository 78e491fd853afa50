import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { countNews, holdOrder } from './hold.ts';

const row = (id: string, messageId = 'm1') =>
  ({ id, lastMessage: { id: messageId } }) as Conversation;
const idsOf = (rows: Conversation[]) => rows.map(({ id }) => id).join('');

describe('a list under the pointer', () => {
  const shown = [row('a'), row('b'), row('c')];

  test('keeps its order when the server has another by now', () => {
    const fresh = [row('c', 'm2'), row('a'), row('b')];
    const held = holdOrder(shown, fresh);
    expect(idsOf(held)).toBe('abc');
    expect(held[2]?.lastMessage?.id).toBe('m2');
    expect(countNews(shown, fresh)).toBe(1);
  });

  test('keeps a row that has left and does not let a new one in', () => {
    const fresh = [row('x'), row('a'), row('c')];
    expect(idsOf(holdOrder(shown, fresh))).toBe('abc');
    expect(countNews(shown, fresh)).toBe(1);
  });

  test('takes a further page at its end without calling it news', () => {
    const fresh = [...shown, row('d'), row('e')];
    expect(idsOf(holdOrder(shown, fresh))).toBe('abcde');
    expect(countNews(shown, fresh)).toBe(0);
  });
});
