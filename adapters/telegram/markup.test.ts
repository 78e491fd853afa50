import { describe, expect, it } from 'vitest';
import { replyMarkup } from './markup.ts';

describe('what can be tapped below a message', () => {
  it('TGO07 pages to open are buttons under the message, beside answers', () => {
    const quickReplies = [
      { id: 'Ämter', title: 'Ämter', url: 'https://service.berlin.de/aemter/' },
      { id: 'Ja', title: 'Ja' },
    ];
    expect(replyMarkup(quickReplies)).toEqual({
      inline_keyboard: [
        [{ text: 'Ämter', url: 'https://service.berlin.de/aemter/' }],
        [{ text: 'Ja', callback_data: 'Ja' }],
      ],
    });
  });

  it('TGO06 who is asked for the place gets a keyboard that shares it', () => {
    const quickReplies = [
      { id: 'wo', title: 'Standort senden', isLocationRequest: true as const },
      { id: 'nein', title: 'Lieber nicht' },
    ];
    expect(replyMarkup(quickReplies)).toMatchObject({
      keyboard: [[{ text: 'Standort senden', request_location: true }], [{ text: 'Lieber nicht' }]],
      one_time_keyboard: true,
    });
  });

  it('TGO08 64 bytes are carried as they are, one more as a key', () => {
    const dataOf = (id: string) => JSON.stringify(replyMarkup([{ id, title: 'x' }]));
    expect(dataOf('ü'.repeat(32))).toContain('ü'.repeat(32));
    expect(dataOf(`a${'ü'.repeat(32)}`)).toMatch(/"callback_data":"#[\w-]{43}"/);
  });
});
