import { describe, expect, test } from 'vitest';
import type { Message } from '../../gateway/contract/message.ts';
import { headsOf, joinAlbums } from './thread-albums.ts';
import { entriesOf } from './thread-entries.ts';

const message = (id: string, albumKey: string | null, more: Partial<Message> = {}) =>
  ({
    id,
    albumKey,
    direction: 'inbound',
    author: 'contact',
    counselorId: null,
    isNote: false,
    kind: 'image',
    isLate: false,
    deletedAt: null,
    sentAt: '2026-11-24T10:00:00.000Z',
    ...more,
  }) as Message;

const shape = (messages: Message[], firstUnreadId: string | null = null) =>
  joinAlbums(entriesOf(messages, firstUnreadId)).map(({ message: { id }, others }) => [
    id,
    ...others.map((one) => one.id),
  ]);

describe('albums in the thread', () => {
  test('TGI18 three pictures of one album stand together, two albums apart', () => {
    const messages = [
      message('a', 'one'),
      message('b', 'one'),
      message('c', 'one'),
      message('d', 'two'),
      message('e', 'two'),
      message('f', null),
      message('g', null),
    ];
    expect(shape(messages)).toEqual([['a', 'b', 'c'], ['d', 'e'], ['f'], ['g']]);
    expect([...headsOf(joinAlbums(entriesOf(messages, null)))]).toEqual([
      ['b', 'a'],
      ['c', 'a'],
      ['e', 'd'],
    ]);
  });

  test('what comes between, the mark of the unread or a picture taken back keeps them apart', () => {
    const album = [message('a', 'one'), message('b', 'one')];
    const note = message('n', null, { isNote: true });
    expect(shape([message('a', 'one'), note, message('b', 'one')])).toEqual([['a'], ['n'], ['b']]);
    expect(shape(album, 'b')).toEqual([['a'], ['b']]);
    const gone = message('b', 'one', { deletedAt: '2026-11-24T11:00:00.000Z' });
    expect(shape([message('a', 'one'), gone])).toEqual([['a'], ['b']]);
  });
});
