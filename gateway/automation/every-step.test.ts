import { describe, expect, it } from 'vitest';
import { steps, type Path } from './path.ts';
import { Contact } from './world.test-helper.ts';
import { crisisCard } from './words/words.ts';

const known: Partial<Path> = { step: 'menu', language: 'de', isWelcomed: true };

describe('at every step', () => {
  const at = (step: (typeof steps)[number], automation: 'faq' | 'full' = 'full') =>
    new Contact(
      { automation },
      {
        ...known,
        step,
        topic: 'work',
        faq: { entryId: 'registration', version: 1 },
        hasConsent: ![
          'new',
          'language',
          'menu',
          'topic',
          'offer',
          'answer',
          'person',
          'consent',
        ].includes(step),
      },
    );

  it.each(steps)('"%s" obeys menu, person, stop and delete in every language', async (step) => {
    for (const word of ['Menü', 'меню', 'قائمة', 'menu']) {
      const contact = at(step);
      await contact.says(word);
      expect(contact.path.step, word).toBe('menu');
    }
    for (const word of ['Mensch', 'человек', 'مستشار', 'counselor']) {
      const contact = at(step);
      const { replies } = await contact.says(word);
      expect(replies.length > 0 || step === 'counseling', word).toBe(true);
      expect(['consent', 'postcode', 'counselor', 'queued', 'counseling']).toContain(
        contact.path.step,
      );
    }
    for (const word of ['Stopp', 'стоп', 'توقف', 'STOP']) {
      const contact = at(step);
      await contact.says(word);
      expect(contact.effects, word).toContain('withdraw_consent');
      expect(contact.path.hasConsent).toBe(false);
    }
    for (const word of ['Löschen', 'удалить', 'حذف', 'delete']) {
      const contact = at(step);
      await contact.says(word);
      expect(contact.choices, word).toEqual(['delete:yes', 'delete:no']);
      await contact.says('1');
      expect(contact.effects).toEqual(['erase_contact']);
      expect(contact.path.step).toBe('new');
    }
  });

  it.each(steps)('"%s" meets a crisis first and stays where it is', async (step) => {
    const contact = at(step);
    await contact.says('ich will nicht mehr leben');
    expect(contact.texts).toBe(crisisCard('de'));
    expect(contact.path.step).toBe(step);
  });

  it.each(steps)('"%s" is no dead end, whatever comes', async (step) => {
    const inputs = [
      'hallo',
      'Kindergeld',
      '1',
      '9',
      '0',
      '٣',
      'ja',
      'nein',
      '🙏',
      'asdf qwer',
      'x'.repeat(4000),
    ];
    for (const automation of ['full', 'faq'] as const) {
      for (const text of inputs) {
        const contact = at(step, automation);
        const { replies } = await contact.says(text);
        const isForPeople = contact.effects.includes('hand_to_people') || step === 'counseling';
        expect(replies.length > 0 || isForPeople, `${automation} ${text}`).toBe(true);
      }
      for (const kind of ['voice', 'image', 'sticker', 'location', 'unsupported']) {
        const contact = at(step, automation);
        const { replies } = await contact.sends({ kind });
        const isForPeople = contact.effects.includes('hand_to_people') || step === 'counseling';
        expect(replies.length > 0 || isForPeople, `${automation} ${kind}`).toBe(true);
      }
    }
  });

  it('two to one say that nothing is erased without being sure', async () => {
    const contact = at('counseling');
    await contact.says('Löschen');
    await contact.says('nein');
    expect(contact.effects).toEqual([]);
    expect(contact.path).toMatchObject({ step: 'counseling', back: null });
  });
});
