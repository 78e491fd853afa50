import { describe, expect, it } from 'vitest';
import { countSms } from '../contract/sms-parts.ts';
import type { Say } from './path.ts';
import { Contact } from './world.test-helper.ts';

/** What a contact writes, the step where it leads, and what is done. */
type Line = [said: string, step: string, ...effects: string[]];

const dialogues: Record<string, Line[]> = {
  de: [
    ['Guten Tag', 'menu', 'set_language'],
    ['5', 'topic', 'set_topic'],
    ['1', 'answer'],
    ['ja', 'menu', 'note_helped'],
    ['7', 'consent'],
    ['1', 'postcode', 'give_consent', 'hand_to_people'],
    ['50667', 'age', 'hand_to_people'],
    ['ich bin 31', 'asylum'],
    ['nein', 'counselor'],
    ['1', 'concern', 'hand_to_people'],
    ['Mein Chef zahlt nicht', 'queued', 'hand_to_people', 'choose_counselor', 'promise'],
    ['Und er schreit immer', 'queued', 'hand_to_people'],
  ],
  en: [
    ['hello', 'language'],
    ['English', 'menu', 'set_language'],
    ['six', 'topic', 'set_topic'],
    ['2', 'answer'],
    ['no', 'person', 'note_helped'],
    ['yes please', 'consent'],
    ['I agree', 'postcode', 'give_consent', 'hand_to_people'],
    ['skip', 'counselor'],
    ['1', 'concern', 'hand_to_people'],
    ['My landlord wants me out', 'queued', 'hand_to_people', 'choose_counselor', 'promise'],
  ],
  ru: [
    ['Здравствуйте', 'menu', 'set_language'],
    ['3', 'topic', 'set_topic'],
    ['1', 'answer'],
    ['3', 'consent'],
    ['согласна', 'postcode', 'give_consent', 'hand_to_people'],
    ['пропустить', 'counselor'],
    ['Анна', 'queued', 'hand_to_people', 'choose_counselor', 'promise'],
  ],
  ar: [
    ['مرحبا', 'menu', 'set_language'],
    ['١', 'topic', 'set_topic'],
    ['٢', 'answer'],
    ['٣', 'consent'],
    ['نعم', 'postcode', 'give_consent', 'hand_to_people'],
    ['٠', 'counselor'],
    ['١', 'concern', 'hand_to_people'],
    ['طردوني من العمل', 'queued', 'hand_to_people', 'choose_counselor', 'promise'],
  ],
};

/** A question as it stands in an SMS. */
function written(question: Say | undefined): string {
  const lines = question?.choices?.map(({ title }, index) => `${index + 1} ${title}`) ?? [];
  return [question?.text ?? '', ...lines].join('\n');
}

describe('the way of a contact', () => {
  it.each(Object.entries(dialogues))(
    'goes from hello to a person in %s',
    async (language, lines) => {
      const contact = new Contact();
      for (const [said, step, ...effects] of lines) {
        const { replies } = await contact.says(said);
        expect([said, contact.path.step, ...contact.effects]).toEqual([said, step, ...effects]);
        const spoken = contact.path.language ? language : replies.at(-1)?.language;
        expect(replies.map((one) => one.language)).toEqual(replies.map(() => spoken));
      }
    },
  );

  it.each(['full', 'sms'] as const)(
    'asks one question at a time, short enough (%s)',
    async (form) => {
      for (const lines of Object.values(dialogues)) {
        const contact = new Contact({ form });
        for (const [said] of lines) {
          const { replies } = await contact.says(said);
          expect(replies.filter(({ choices }) => choices).length, said).toBeLessThanOrEqual(1);
          const question = replies.find(({ choices, faq }) => choices && !faq);
          const { parts } = countSms(written(question));
          const size = form === 'sms' ? parts : (question?.text.length ?? 0);
          expect(size, question?.text).toBeLessThanOrEqual(form === 'sms' ? 2 : 300);
        }
      }
    },
  );

  it('a question lies with people after four messages, with what it is about', async () => {
    const contact = new Contact();
    await contact.says('Guten Tag');
    await contact.says('Mensch');
    await contact.says('ja');
    await contact.says('Mein Vermieter hat mir gekündigt und ich weiß nicht weiter');
    expect(contact.path.step).toBe('queued');
    expect(contact.path.hasConcern).toBe(true);
    expect(contact.effects).toEqual(['hand_to_people', 'choose_counselor', 'promise']);
    expect(contact.texts).toContain('Donnerstag, 26. November, 16 Uhr');
  });

  it('from hello over consent to a counselor of one’s choice are four messages and a tap', async () => {
    const contact = new Contact();
    for (const said of ['Добрый день', '7', '1', '0']) await contact.says(said);
    expect(contact.choices).toEqual(['counselor:anna', 'counselor:any']);
    await contact.taps('counselor:anna');
    expect(contact.outcome.effects).toContainEqual({
      type: 'hand_to_people',
      officeId: null,
      counselorId: 'anna',
      needsInterpreter: false,
    });
  });

  it('the nearest office is named, and the conversation goes there', async () => {
    const contact = new Contact();
    for (const said of ['Guten Tag', '7', '1', 'PLZ 50667']) await contact.says(said);
    expect(contact.texts).toContain('Caritas Ehrenfeld, 0221 1234');
    expect(contact.outcome.effects).toContainEqual(
      expect.objectContaining({ type: 'hand_to_people', officeId: 'ehrenfeld' }),
    );
  });

  it('a better place is named as advice: whoever stays, stays', async () => {
    const contact = new Contact();
    for (const said of ['Guten Tag', '7', '1', '50667', '24', '0']) await contact.says(said);
    expect(contact.choices).toEqual(['referral:there:jmd', 'referral:stay']);
    await contact.says('2');
    expect(contact.path.step).toBe('counselor');
    await contact.taps('referral:there:jmd');
    expect(contact.texts).toContain('https://jmd.example');
    expect(contact.path.step).toBe('menu');
  });

  it('where nobody speaks the language, people look for an interpreter and the contact is told', async () => {
    const contact = new Contact({ counselorsFor: async () => [] });
    for (const said of ['Здравствуйте', '7', '1', '0']) await contact.says(said);
    expect(contact.outcome.effects).toContainEqual(
      expect.objectContaining({ type: 'hand_to_people', needsInterpreter: true }),
    );
    expect(contact.texts).toContain('переведёт');
    expect(contact.path.step).toBe('concern');
  });

  it('an answer says what it is about when the contact has not', async () => {
    const contact = new Contact();
    await contact.says('Guten Tag');
    await contact.says('Wie hoch ist das Kindergeld?');
    expect(contact.outcome.effects).toContainEqual({ type: 'set_topic', topic: 'family' });
  });

  it('German is what everybody speaks who counsels here, whatever their profile says', async () => {
    const contact = new Contact({ counselorsFor: async () => [] });
    for (const said of ['Guten Tag', '7', '1', '0']) await contact.says(said);
    expect(contact.outcome.effects).toContainEqual(
      expect.objectContaining({ type: 'hand_to_people', needsInterpreter: false }),
    );
    expect(contact.texts).not.toContain('übersetzt');
  });

  it('a language that only counselors speak is kept for finding one', async () => {
    const asked: (string | null)[] = [];
    const contact = new Contact({
      counselorsFor: async ({ language }) => {
        asked.push(language);
        return [];
      },
    });
    await contact.says('Kurdî');
    expect(contact.choices).toContain('language:de');
    for (const said of ['1', '7', '1', '0']) await contact.says(said);
    expect(asked).toContain('ku');
  });

  it('the time that is promised is that of the counselor whose turn it is', async () => {
    const asked: unknown[] = [];
    const contact = new Contact({
      promiseFor: async (...about) => {
        asked.push(about);
        return null;
      },
    });
    for (const said of ['Guten Tag', '7', '1', 'Mein Chef zahlt mir seit Wochen nichts'])
      await contact.says(said);
    expect(asked).toEqual([[null, 'anna']]);
    expect(contact.path.counselorId).toBe(null);
  });

  it('a promise that nobody can make is not made', async () => {
    const contact = new Contact({ promiseFor: async () => null });
    for (const said of ['Guten Tag', '7', '1', 'Mein Chef zahlt mir seit Wochen nichts'])
      await contact.says(said);
    expect(contact.effects).toEqual(['hand_to_people', 'choose_counselor']);
    expect(contact.texts).toContain('noch nicht');
  });

  it('my data, an appointment and another language are a number away', async () => {
    const contact = new Contact();
    await contact.says('Guten Tag');
    await contact.says('9');
    expect(contact.texts).toContain('LÖSCHEN');
    await contact.says('8');
    expect(contact.texts).toContain('Termin');
    expect(contact.path.step).toBe('consent');
    await contact.says('Menü');
    await contact.says('0');
    expect(contact.path.step).toBe('language');
    await contact.says('٢');
    expect(contact.path).toMatchObject({ language: 'en', step: 'menu' });
  });

  it('the name of a language changes it and asks the same again', async () => {
    const contact = new Contact();
    for (const said of ['Guten Tag', '7', 'English']) await contact.says(said);
    expect(contact.path).toMatchObject({ language: 'en', step: 'consent' });
    expect(contact.outcome.replies.at(-1)).toMatchObject({ language: 'en' });
  });

  it('whoever goes on in another language is answered in it', async () => {
    const contact = new Contact();
    await contact.says('Guten Tag');
    await contact.says('Как мне зарегистрировать мою квартиру в городе?');
    expect(contact.path.language).toBe('ru');
    expect(contact.outcome.replies.at(-1)?.language).toBe('ru');
  });
});
