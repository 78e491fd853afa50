import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { initialsOf, neighbourOf, nextAfter, patchRow, rowsOf } from './list-pages.ts';

const row = (id: string, unreadCount = 0) => ({ id, unreadCount }) as Conversation;
const page = (...items: Conversation[]) => ({ items, nextCursor: null });

describe('rows of the list', () => {
  test('a conversation that moved between two pages is shown once', () => {
    const pages = [page(row('a'), row('b')), page(row('b'), row('c'))];
    expect(rowsOf(pages).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('a change is put into its row and moves nothing', () => {
    const pages = [page(row('a'), row('b')), page(row('c'))];
    const patched = patchRow(pages, row('b', 3));
    expect(rowsOf(patched).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(patched[0]?.items[1]?.unreadCount).toBe(3);
    expect(patchRow(pages, row('z'))).toBe(pages);
  });
});

describe('walking through the list', () => {
  const rows = [row('a'), row('b'), row('c')];
  test('goes one down and one up and stops at the ends', () => {
    expect(neighbourOf(rows, 'a', 1)?.id).toBe('b');
    expect(neighbourOf(rows, 'b', -1)?.id).toBe('a');
    expect(neighbourOf(rows, 'c', 1)).toBeUndefined();
    expect(neighbourOf(rows, undefined, 1)?.id).toBe('a');
  });

  test('after the last one comes the one before', () => {
    expect(nextAfter(rows, 'a')?.id).toBe('b');
    expect(nextAfter(rows, 'c')?.id).toBe('b');
    expect(nextAfter([row('a')], 'a')).toBeUndefined();
  });
});

test('initials work in every script', () => {
  expect(initialsOf('Amira Haddad')).toBe('AH');
  expect(initialsOf('олена')).toBe('О');
  expect(initialsOf('أميرة حداد')).toBe('أ\u200cح');
  expect(initialsOf('Client 4711')).toBe('C4');
  expect(initialsOf('🌻')).toBe('');
  expect(initialsOf('+49 •••••12')).toBe('');
});
