import { describe, expect, it } from 'vitest';
import { afterBrokenPromise } from './after-broken-promise.ts';
import { afterDecline } from './after-decline.ts';
import { newPath, type Path } from './path.ts';
import { Contact, testWorld } from './world.test-helper.ts';
import { crisisCard } from './words/words.ts';

const known: Partial<Path> = { step: 'menu', language: 'de', isWelcomed: true };
const withPerson: Partial<Path> = { ...known, step: 'counseling', hasConsent: true };

describe('what others got wrong', () => {
  it('consent wall before help: an answer needs none', async () => {
    const contact = new Contact();
    await contact.says('Wie melde ich meine Wohnung an?');
    expect(contact.path).toMatchObject({ step: 'answer', hasConsent: false });
    expect(contact.texts).toContain('2 Wochen');
  });

  it('consent wall before help: without consent the answers go on, and the office is named', async () => {
    const contact = new Contact({}, known);
    for (const said of ['7', 'nein']) await contact.says(said);
    expect(contact.texts).toContain('0221 1234');
    await contact.says('5');
    expect(contact.path.step).toBe('topic');
  });

  it('exact-match answers only: sentences, synonyms and typing errors are understood', async () => {
    for (const text of ['kindergld', 'wo bekomme ich Kindergeld für mein Baby?', 'Kindergeld!!']) {
      const contact = new Contact({}, known);
      await contact.says(text);
      expect(['answer', 'offer'], text).toContain(contact.path.step);
    }
  });

  it('closing after one retry: nothing is ever closed by what cannot be read', async () => {
    const contact = new Contact({}, known);
    for (const said of ['44', '55', 'blubb bla', '66', 'xyz abc', '🙃', '77']) {
      await contact.says(said);
      expect(contact.outcome.replies.length, said).toBeGreaterThan(0);
      expect(contact.choices.length, said).toBeGreaterThan(0);
    }
  });

  it('bot and person talking at once: while a person counsels the assistant is silent', async () => {
    const contact = new Contact({}, withPerson);
    for (const said of [
      'Kindergeld',
      'danke',
      '2',
      '7',
      'ja',
      'Wie geht es weiter mit meinem Antrag?',
    ]) {
      const { replies } = await contact.says(said);
      expect(replies, said).toEqual([]);
    }
    await contact.sends({ kind: 'voice' }, { kind: 'sticker' }, { kind: 'image' });
    expect(contact.outcome.replies).toEqual([]);
    expect(contact.path.step).toBe('counseling');
  });

  it('bot and person talking at once: who asks for the menu meanwhile goes back to the person', async () => {
    const contact = new Contact({}, withPerson);
    await contact.says('Menü');
    expect(contact.path.step).toBe('menu');
    await contact.says('Frau Klein, haben Sie gestern noch jemanden erreicht?');
    expect(contact.effects).toContain('hand_to_people');
    expect(contact.path.step).toBe('counseling');
    await contact.taps('faq:answer:registration');
    expect(contact.texts).toContain('2 Wochen');
  });

  it('welcome repeated after transfer: who we are is said once', async () => {
    const contact = new Contact();
    await contact.says('Guten Tag');
    expect(contact.texts).toContain('kein Amt');
    for (const said of [
      '7',
      '1',
      'Mein Chef zahlt mir seit Wochen nichts',
      'Guten Tag',
      '0',
      'Guten Tag',
    ]) {
      await contact.says(said);
      expect(contact.texts, said).not.toContain('kein Amt');
    }
    contact.path = { ...contact.path, step: 'menu' };
    await contact.says('Guten Tag');
    expect(contact.texts).not.toContain('kein Amt');
  });

  it('facts differing between languages: the same answer is sent in each', async () => {
    for (const [language, step] of [
      ['de', 'answer'],
      ['ru', 'answer'],
      ['ar', 'answer'],
    ] as const) {
      const contact = new Contact({}, { ...known, language });
      await contact.taps('faq:answer:registration');
      expect(contact.path.step).toBe(step);
      expect(contact.outcome.replies[0]).toMatchObject({
        language,
        faq: { entryId: 'registration', version: 1 },
      });
      expect(contact.texts.normalize('NFKC')).toMatch(/2|٢|двух|أسبوعين/);
    }
  });

  it.each(['ru', 'ar', 'tr', 'fa', 'uk', 'en'])(
    'errors in the wrong language: in %s they are in it',
    async (language) => {
      const contact = new Contact({}, { ...known, language, isLanguageChosen: true });
      for (const said of ['44', '🙃', 'qqq www']) {
        const { replies } = await contact.says(said);
        expect(replies.every((one) => one.language === language)).toBe(true);
      }
    },
  );

  it('asking name or birth date: nowhere on the way', async () => {
    const contact = new Contact();
    for (const said of [
      'Guten Tag',
      '7',
      '1',
      '50667',
      '0',
      '0',
      '2',
      'Frage zu meinem Aufenthalt',
    ]) {
      await contact.says(said);
      expect(contact.texts).not.toMatch(/Namen|heißen Sie|Geburt/);
    }
    expect(contact.path.step).toBe('queued');
  });

  it('closing silently on inactivity: who stops on the way to a person is in the queue and is told', async () => {
    const contact = new Contact();
    for (const said of ['Guten Tag', '7', '1']) await contact.says(said);
    expect(contact.effects).toContain('hand_to_people');
    await contact.take([], { occasion: 'reminder' });
    expect(contact.effects).toEqual(['hand_to_people', 'promise']);
    expect(contact.path.step).toBe('queued');
  });

  it('closing silently on inactivity: an open consent is asked for once more, an answer that was read is not', async () => {
    const contact = new Contact();
    for (const said of ['Guten Tag', '7']) await contact.says(said);
    await contact.take([], { occasion: 'reminder' });
    expect(contact.choices[1]).toBe('consent:no');
    const reader = new Contact();
    await reader.says('Wie melde ich meine Wohnung an?');
    await reader.take([], { occasion: 'reminder' });
    expect(reader.outcome.replies).toEqual([]);
  });

  it('closing says what is erased when and how to return, and asks once how it was', async () => {
    const contact = new Contact({}, withPerson);
    await contact.take([], { occasion: 'farewell' });
    expect(contact.texts).toContain('12 Monaten');
    expect(contact.path.step).toBe('rating');
    await contact.says('4');
    expect(contact.outcome.effects).toEqual([{ type: 'rate', score: 4 }]);
    await contact.says('7');
    expect(contact.effects).toEqual(['hand_to_people']);
  });

  it('reactions ignored as "yes": a reaction answers nothing', async () => {
    const contact = new Contact({}, known);
    await contact.says('7');
    const before = contact.path;
    await contact.sends({ kind: 'reaction', text: '👍' });
    expect(contact.outcome).toEqual({ path: before, replies: [], effects: [] });
  });

  it('edits ignored: events of the messenger are no messages, the beginning of a chat is one', async () => {
    const contact = new Contact();
    await contact.sends({ kind: 'system' });
    expect(contact.outcome).toEqual({ path: newPath, replies: [], effects: [] });
    await contact.sends({ kind: 'system', text: '/start' });
    expect(contact.choices).toContain('language:ar');
  });

  it('recycled number: after 180 days it begins anew, and nothing of before is shown', async () => {
    const contact = new Contact();
    for (const said of ['Здравствуйте', '7', '1', '0', '1', 'Меня уволили с работы'])
      await contact.says(said);
    contact.waits(181 * 24);
    await contact.says('Guten Abend');
    const other = new Contact();
    await other.says('Guten Abend');
    expect(contact.outcome.replies).toEqual(other.outcome.replies);
    expect({ ...contact.path, askedAt: null, heardAt: null }).toEqual({
      ...other.path,
      askedAt: null,
      heardAt: null,
    });
  });

  it('shared phone: a reminder and an apology name nothing of what was written', async () => {
    const contact = new Contact();
    for (const said of ['Guten Tag', '7', '1', 'Mein Mann hat mich verlassen, was nun?'])
      await contact.says(said);
    const apology = await afterBrokenPromise(contact.path, testWorld());
    expect(apology.replies[0]?.text).not.toContain('Mann');
    expect(apology.replies[0]?.text).toContain('26. November');
    expect(apology.effects.map(({ type }) => type)).toEqual(['promise']);
    expect(apology.path).toEqual(contact.path);
  });
});

describe('a crisis', () => {
  const phrases: [string, string][] = [
    ['de', 'Ich will nicht mehr leben'],
    ['en', 'I want to kill myself'],
    ['ru', 'Я не хочу больше жить'],
    ['ar', 'أريد أن أموت'],
    ['uk', 'Я не хочу більше жити'],
    ['tr', 'Artık yaşamak istemiyorum'],
    ['fa', 'دیگر نمی‌خواهم زندگی کنم'],
  ];

  it.each(phrases)('is met first, in %s', async (language, text) => {
    const contact = new Contact();
    await contact.says(text);
    expect(contact.outcome.replies[0]?.text).toBe(crisisCard(language));
    expect(contact.effects).toContain('raise_alert');
    expect(contact.effects).toContain('hand_to_people');
    expect(contact.effects).not.toContain('give_consent');
  });

  it('is met in the language of the message and in the chosen one, and the path goes on', async () => {
    const contact = new Contact({}, known);
    await contact.says('7');
    await contact.says('Я не хочу больше жить');
    expect(contact.outcome.replies.map(({ language }) => language)).toEqual(['ru', 'de']);
    expect(contact.path.step).toBe('consent');
    await contact.says('1');
    expect(contact.path).toMatchObject({ step: 'postcode', hasConsent: true });
  });

  it('is found in the words below a voice message, and among other messages', async () => {
    const contact = new Contact({}, known);
    await contact.sends(
      { text: 'Hallo' },
      { kind: 'voice', text: 'ich will nicht mehr leben' },
      { text: 'bitte' },
    );
    expect(contact.outcome.replies.map(({ text }) => text)).toEqual([crisisCard('de')]);
    expect(contact.outcome.effects[0]).toEqual({
      type: 'raise_alert',
      kind: 'crisis',
      messageId: 'message-2',
    });
  });

  it('a deadline is urgent, no crisis', async () => {
    const contact = new Contact({}, known);
    await contact.says('Ich habe einen Brief mit einer Frist bis morgen bekommen');
    expect(contact.outcome.effects[0]).toMatchObject({ type: 'raise_alert', kind: 'urgent' });
    expect(contact.outcome.replies[0]?.text).toContain('dringend');
  });
});

describe('where only answers are sent', () => {
  it('a clear answer is sent, and everything else is for people without a word', async () => {
    const contact = new Contact({ automation: 'faq' });
    await contact.says('Wie melde ich meine Wohnung an?');
    expect(contact.outcome.replies).toHaveLength(1);
    expect(contact.texts).toContain('2 Wochen');
    const other = new Contact({ automation: 'faq' });
    await other.says('Guten Tag, Frau Klein, danke für gestern');
    expect(other.outcome.replies).toEqual([]);
    expect(other.effects).toContain('hand_to_people');
    await other.says('Kindergeld');
    expect(other.outcome.replies).toEqual([]);
  });

  it('a person is at hand without a question', async () => {
    const contact = new Contact({ automation: 'faq' });
    await contact.says('Mensch');
    expect(contact.effects).toEqual(['hand_to_people', 'promise']);
    expect(contact.path.step).toBe('queued');
  });

  it('says nothing by itself', async () => {
    for (const occasion of ['reminder', 'farewell'] as const) {
      const contact = new Contact({ automation: 'faq' }, withPerson);
      await contact.take([], { occasion });
      expect(contact.outcome.replies).toEqual([]);
    }
  });
});

describe('a counselor who declines', () => {
  it('others are shown, never the same one again', async () => {
    const path: Path = {
      ...newPath,
      ...known,
      step: 'queued',
      hasConsent: true,
      declinedBy: ['anna'],
    };
    const outcome = await afterDecline(path, testWorld());
    expect(outcome.replies.at(-1)?.choices?.map(({ id }) => id)).toEqual([
      'counselor:samir',
      'counselor:any',
    ]);
    expect(outcome.effects.map(({ type }) => type)).toEqual(['hand_to_people']);
  });

  it('when there is nobody else, it stays in the queue with a new promise', async () => {
    const path: Path = {
      ...newPath,
      ...known,
      step: 'queued',
      hasConsent: true,
      declinedBy: ['anna', 'samir'],
    };
    const outcome = await afterDecline(path, testWorld());
    expect(outcome.path.step).toBe('queued');
    expect(outcome.effects.map(({ type }) => type)).toEqual(['hand_to_people', 'promise']);
  });
});

describe('an answer that is withheld', () => {
  it('is not sent; a person is offered', async () => {
    const contact = new Contact({ answerOf: async () => null }, known);
    await contact.taps('faq:answer:registration');
    expect(contact.texts).toContain('prüfen');
    expect(contact.choices).toEqual(['person:yes', 'person:menu']);
  });

  it('a topic without answers offers a person', async () => {
    const contact = new Contact({ questionsOf: async () => [] }, known);
    await contact.taps('menu:topic:work');
    expect(contact.choices).toEqual(['person:yes', 'person:menu']);
  });
});
