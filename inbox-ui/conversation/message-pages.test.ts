import { describe, expect, test } from 'vitest';
import type { Message } from '../../gateway/contract/message.ts';
import {
  hasMessage,
  joinNewestPage,
  messagesOf,
  replaceMessage,
  type ThreadPage,
} from './message-pages.ts';

const message = (id: string, text = id) => ({ id, text }) as Message;
const page = (olderThan: string | null, ...ids: string[]): ThreadPage => ({
  items: ids.map((id) => message(id)),
  olderThan,
  newerThan: null,
});
const idsOf = (pages: ThreadPage[]) =>
  messagesOf(pages)
    .map(({ id }) => id)
    .join('');

describe('pages of messages', () => {
  const pages = [page('d', 'd', 'e', 'f'), page(null, 'a', 'b', 'c')];

  test('are read oldest first', () => {
    expect(idsOf(pages)).toBe('abcdef');
  });

  test('take a new message at the end and keep the older pages', () => {
    expect(idsOf(joinNewestPage(pages, page('e', 'e', 'f', 'g')) ?? [])).toBe('abcdefg');
  });

  test('take a new message also when the last page that was read holds few', () => {
    const few = [page('g', 'g'), ...pages];
    expect(idsOf(joinNewestPage(few, page('f', 'f', 'g', 'h')) ?? [])).toBe('abcdefgh');
  });

  test('take a late message where the server puts it', () => {
    expect(idsOf(joinNewestPage(pages, page('d', 'd', 'x', 'e', 'f')) ?? [])).toBe('abcdxef');
  });

  test('say so when more has arrived than one page holds', () => {
    expect(joinNewestPage(pages, page('x', 'x', 'y', 'z'))).toBeNull();
  });

  test('begin with the first page of an empty conversation', () => {
    expect(idsOf(joinNewestPage([page(null)], page(null, 'a')) ?? [])).toBe('a');
  });

  test('replace a message where it stands', () => {
    expect(hasMessage(pages, 'b')).toBe(true);
    const replaced = replaceMessage(pages, message('b', 'edited'));
    expect(messagesOf(replaced)[1]?.text).toBe('edited');
    expect(replaceMessage(pages, message('z'))).toBe(pages);
  });
});
