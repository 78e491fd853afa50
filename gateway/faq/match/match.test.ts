import { describe, expect, it } from 'vitest';
import { readStarter } from '../starter.ts';
import { buildIndex } from './build-index.ts';
import { match } from './match.ts';

const entries = readStarter();

function indexOf(language: string) {
  return buildIndex(
    entries.map(({ key, triggers, texts }) => {
      const text = texts.find((one) => one.language === language);
      return {
        id: key,
        key,
        triggers,
        question: text?.question ?? '',
        short: text?.short ?? '',
      };
    }),
    language,
  );
}

function decide(text: string, language: string) {
  const { decision, entry, reason, command } = match(indexOf(language), text);
  return { decision, key: entry === null ? null : entries[entry]?.key, reason, command };
}

describe('what a message gets by itself', () => {
  it('a crisis comes before everything, in whatever language it is said', () => {
    for (const [text, language] of [
      ['Ich will nicht mehr leben', 'de'],
      ['ich will einfach nicht mehr weiter leben, was kostet das', 'en'],
      ['не хочу больше жить', 'ru'],
      ['Я не хочу жити', 'uk'],
      ['لا أريد العيش', 'ar'],
      ['artık yaşamak istemiyorum', 'tr'],
      ['می‌خواهم بمیرم', 'fa'],
      ['i want to die', 'de'],
    ] as const) {
      expect(decide(text, language).decision, text).toBe('crisis');
    }
    expect(decide('Ich habe keine Lust mehr auf Papierkram', 'de').decision).not.toBe('crisis');
  });

  it('a command alone is a command, with digits of any script', () => {
    expect(decide('٧', 'ar')).toMatchObject({ decision: 'command', command: 'person' });
    expect(decide('7️⃣', 'de')).toMatchObject({ decision: 'command', command: 'person' });
    expect(decide('STOP!', 'de')).toMatchObject({ decision: 'command', command: 'stop' });
    expect(decide('Меню', 'ru')).toMatchObject({ decision: 'command', command: 'menu' });
  });

  it('a keyword alone answers, whatever its case, article, accents and signs', () => {
    for (const [text, language, key] of [
      ['Kindergeld???', 'de', 'child-benefit'],
      ['KAUTION', 'de', 'deposit'],
      ['киндергельд', 'ru', 'child-benefit'],
      ['الحضانة', 'ar', 'day-care'],
      ['لمّ الشمل', 'ar', 'family-reunification'],
      ['wohngeld', 'tr', 'low-income-housing'],
    ] as const) {
      expect(decide(text, language), text).toMatchObject({ decision: 'answer', key });
    }
  });

  it('a sentence is understood by its stems, and with typing errors', () => {
    for (const [text, language, key] of [
      ['Wie hoch ist zurzeit der Mindestlohn bei euch?', 'de', 'minimum-wage'],
      ['wie bekomme ich kindergelt', 'de', 'child-benefit'],
      ['How can I bring my wife to Germany', 'en', 'family-reunification'],
    ] as const) {
      expect(decide(text, language), text).toMatchObject({ decision: 'answer', key });
    }
  });

  it('what it does not know, a long story, and facts of one’s own go to a person', () => {
    expect(decide('asdf qwer', 'de')).toMatchObject({ decision: 'person', reason: 'nothing_fits' });
    expect(decide('🙏🙏', 'ar').decision).toBe('person');
    const story = `Ich habe am 3.11.2026 eine Kündigung bekommen und mein Chef schuldet mir 1400 Euro Lohn. ${'Es geht mir schlecht damit. '.repeat(3)}`;
    expect(decide(story, 'de')).toMatchObject({ decision: 'person', reason: 'personal' });
  });

  it('decides the same every time, and nearest first', () => {
    const index = indexOf('de');
    const first = match(index, 'Kosten vom Kurs und Zulassung');
    expect(match(index, 'Kosten vom Kurs und Zulassung')).toEqual(first);
    const scores = first.candidates.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it('whom a message greets is no question, nor is small talk', () => {
    const index = indexOf('de');
    for (const text of ['Frau Klein', 'Guten Tag, Herr Yılmaz', 'Hallo, können Sie mir helfen?']) {
      expect(match(index, text).reason, text).toBe('nothing_fits');
    }
  });
});
