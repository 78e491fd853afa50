import { describe, expect, it } from 'vitest';

import { decodedBase64Text } from './base64-text.ts';

const prose = 'Guten Tag, ich habe einen Brief vom Jobcenter bekommen. Können Sie mir helfen?';

describe('TWI19 a base64 body', () => {
  it('TWI19 is decoded in any script', () => {
    for (const text of [
      prose,
      'مرحبا، وصلتني رسالة من المكتب ولا أفهمها، هل يمكنكم مساعدتي من فضلكم؟',
    ]) {
      expect(decodedBase64Text(encoded(text))).toBe(text);
    }
  });

  it.each([
    ['a short one', encoded('Guten Tag')],
    ['one with a space in it', `${encoded(prose)} =`],
    ['one without its padding', encoded(`${prose}!`).replace(/=+$/, '')],
    ['one that holds no UTF-8', Buffer.alloc(60, 0xff).toString('base64')],
    ['one that holds control characters', encoded(`${prose}\u0000`)],
    ['one that holds a token instead of a sentence', encoded('a'.repeat(60))],
    ['one that holds numbers', encoded('0123456789 '.repeat(6))],
    [
      'a long word',
      'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft',
    ],
    ['a text', prose],
  ])('TWI19 %s stays as it is', (_title, body) => {
    expect(decodedBase64Text(body)).toBeNull();
  });
});

function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}
