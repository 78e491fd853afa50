import { describe, expect, it } from 'vitest';
import { topicKeys } from '../contract/conversation.ts';
import { createFaq } from '../contract/faq.ts';
import { countSms } from '../contract/sms-parts.ts';
import { closeSms, closingLine } from '../contract/closing-line.ts';
import { readStarter, starterLanguages } from './starter.ts';

describe('the answers that ship with the product', () => {
  const entries = readStarter();
  const texts = entries.flatMap(({ key, texts }) => texts.map((text) => ({ key, ...text })));

  it('are at least 24, some for every topic, each in seven languages', () => {
    expect(entries.length).toBeGreaterThanOrEqual(24);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
    for (const topic of topicKeys) {
      expect(entries.filter((entry) => entry.topic === topic).length, topic).toBeGreaterThan(2);
    }
    for (const { key, texts } of entries) {
      expect([key, texts.map(({ language }) => language)]).toEqual([key, starterLanguages]);
    }
  });

  it('would be taken from an editor as well: lengths, sources, dates', () => {
    for (const { texts, ...entry } of entries) {
      const { success, error } = createFaq.body.safeParse({ ...entry, translations: texts });
      expect(success ? [] : [entry.key, error.issues]).toEqual([]);
      expect(entry.sources.length, entry.key).toBeGreaterThan(0);
    }
  });

  it('fit into two parts of an SMS with the line that it is no legal advice', () => {
    for (const { key, language, sms } of texts) {
      expect(closingLine(language, 'sms')).toMatch(/7/);
      const { parts, units } = countSms(closeSms(sms, language));
      expect(parts, `${key} in ${language}: ${units} units`).toBeLessThanOrEqual(2);
    }
  });

  it('say the same figures in every language', () => {
    const latin = (text: string) =>
      text.replaceAll(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15));
    const figures = (text: string) => {
      const plain = latin(text)
        .replaceAll(/\d{1,2}\.\d{1,2}\.(?=\d{4})/g, '')
        .replaceAll(/(?<=\d)[.,٫٬](?=\d)/g, '');
      return [...new Set(plain.match(/\d{3,}/g) ?? [])].sort();
    };
    for (const { key, texts } of entries) {
      const [german] = texts;
      for (const { language, long } of texts) {
        expect(figures(long), `${key} in ${language}`).toEqual(figures(german?.long ?? ''));
      }
    }
  });
});
