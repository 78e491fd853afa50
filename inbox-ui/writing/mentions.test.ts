import { describe, expect, test } from 'vitest';
import { matchColleagues, mentionIdsOf, segmentMentions } from './mentions.ts';

const lena = { id: 'lena', displayName: 'Lena Seefeld' };
const len = { id: 'len', displayName: 'Lena' };
const samira = { id: 'samira', displayName: 'Samira Nahri' };
const other = { id: 'other', displayName: 'Samira Nahri' };
const dots = { id: 'dots', displayName: 'A. B. (Büro)' };
const all = [lena, len, samira, dots];

const idsIn = (text: string, colleagues = all, chosen: string[] = []) =>
  mentionIdsOf(text, colleagues, new Set(chosen));

describe('who is named in a note', () => {
  test('is who stands in it, each once; the longer of two names wins', () => {
    expect(idsIn('@Lena Seefeld und @Samira Nahri, bitte! @Lena Seefeld?')).toEqual([
      'lena',
      'samira',
    ]);
    expect(idsIn('@Lena, bitte')).toEqual(['len']);
    expect(idsIn('(@A. B. (Büro))')).toEqual(['dots']);
  });

  test('is not who was deleted from it, half or whole', () => {
    expect(idsIn('Samira Nahri, bitte', all, ['samira'])).toEqual([]);
    expect(idsIn('@Samira Nah', all, ['samira'])).toEqual([]);
    expect(idsIn('@Lenas Akte', all, ['len'])).toEqual([]);
    expect(idsIn('lena@Lena', all)).toEqual([]);
  });

  test('of two with one name is the one who was chosen', () => {
    expect(idsIn('@Samira Nahri', [samira, other], ['other'])).toEqual(['other']);
    expect(idsIn('@Samira Nahri', [samira, other])).toEqual(['samira', 'other']);
  });

  test('stands out, and the text stays as it is', () => {
    const text = 'Frag @Lena: ja.';
    const segments = segmentMentions(text, ['Lena']);
    expect(segments.filter(({ isMention }) => isMention).map((one) => one.text)).toEqual(['@Lena']);
    expect(segments.map((one) => one.text).join('')).toBe(text);
    expect(segmentMentions(text, [])).toEqual([{ text, isMention: false }]);
  });
});

test('colleagues are found by any of their names, those that begin so first', () => {
  const namesFor = (query: string) =>
    matchColleagues(all, query).map(({ displayName }) => displayName);
  expect(namesFor('')).toHaveLength(4);
  expect(namesFor('see')).toEqual(['Lena Seefeld']);
  expect(namesFor('na')).toEqual(['Samira Nahri', 'Lena', 'Lena Seefeld']);
  expect(namesFor('buro')).toEqual(['A. B. (Büro)']);
});
