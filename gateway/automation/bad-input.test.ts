import { describe, expect, it } from 'vitest';
import { Contact } from './world.test-helper.ts';

async function atMenu() {
  const contact = new Contact();
  await contact.says('Guten Tag');
  expect(contact.path.step).toBe('menu');
  return contact;
}

describe('what nobody expects', () => {
  it('gibberish gets a person offered', async () => {
    const contact = await atMenu();
    await contact.says('asdkjh qwe lkjasd');
    expect(contact.choices).toEqual(['person:yes', 'person:menu']);
    expect(contact.effects).toEqual(['note_unanswered']);
  });

  it('gibberish as the first message gets the languages, twice, then a menu', async () => {
    const contact = new Contact();
    await contact.says('qwx');
    expect(contact.choices).toContain('language:ru');
    await contact.says('zxq');
    expect(contact.choices).toContain('language:ru');
    await contact.says('qxz');
    expect(contact.choices).toContain('menu:counselor');
    expect(contact.path.language).toBe('en');
  });

  it('4,000 characters get a person offered and are kept as the question', async () => {
    const contact = await atMenu();
    await contact.says('Das ist meine Geschichte. '.repeat(160));
    expect(contact.texts).toContain('so viel erzählen');
    expect(contact.choices).toEqual(['person:yes', 'person:menu']);
    expect(contact.path.hasConcern).toBe(true);
    await contact.says('1');
    await contact.says('1');
    await contact.says('0');
    await contact.says('1');
    expect(contact.path.step).toBe('queued');
  });

  it.each(['🙏', '👍👍', '😭', '…', '?'])(
    'only "%s" gets a kind word and the menu',
    async (text) => {
      const contact = await atMenu();
      await contact.says(text);
      expect(contact.texts).toContain('Worte');
      expect(contact.choices).toContain('menu:topic:work');
    },
  );

  it('only an emoji is no consent', async () => {
    const contact = await atMenu();
    await contact.says('7');
    await contact.says('👍');
    expect(contact.path).toMatchObject({ step: 'consent', hasConsent: false });
    expect(contact.choices[1]).toBe('consent:no');
  });

  it('a voice message is for a person, who is offered', async () => {
    const contact = await atMenu();
    await contact.sends({ kind: 'voice' });
    expect(contact.texts).toContain('Sprachnachricht');
    expect(contact.choices).toEqual(['person:yes', 'person:menu']);
    expect(contact.path.hasConcern).toBe(true);
  });

  it('a voice message as the first message is kept until there is a language', async () => {
    const contact = new Contact();
    await contact.sends({ kind: 'voice' });
    expect(contact.choices).toContain('language:de');
    await contact.says('1');
    expect(contact.choices).toEqual(['person:yes', 'person:menu']);
    expect(contact.path.hasConcern).toBe(true);
  });

  it('a voice message is a question in one’s own words', async () => {
    const contact = await atMenu();
    for (const said of ['7', '1', '0', '1']) await contact.says(said);
    expect(contact.path.step).toBe('concern');
    await contact.sends({ kind: 'voice' });
    expect(contact.path.step).toBe('queued');
    expect(contact.effects).toContain('promise');
  });

  it.each(['sticker', 'location', 'contacts', 'unsupported'])(
    'a %s gets a kind word and the same question',
    async (kind) => {
      const contact = await atMenu();
      await contact.says('5');
      const before = contact.choices;
      await contact.sends({ kind });
      expect(contact.choices).toEqual(before);
      expect(contact.texts.length).toBeGreaterThan(60);
    },
  );

  it('a picture of a letter is for a person', async () => {
    const contact = await atMenu();
    await contact.sends({ kind: 'image' });
    expect(contact.choices).toEqual(['person:yes', 'person:menu']);
  });

  it('mixed scripts are read by what is clear in them', async () => {
    const contact = new Contact();
    await contact.says(
      'Здравствуйте, мне нужен Termin beim Jobcenter, потому что я потерял работу',
    );
    expect(contact.path.language).toBe('ru');
    expect(contact.outcome.replies.length).toBeGreaterThan(1);
  });

  it('Arabizi is answered, in whatever language, with the languages to choose', async () => {
    const contact = new Contact();
    await contact.says('mar7aba, 3andi moshkila ma3 el sakan');
    expect(contact.outcome.replies.length).toBeGreaterThan(0);
    expect(contact.choices).toContain('language:ar');
    await contact.says('4');
    expect(contact.path.language).toBe('ar');
    expect(contact.choices).toEqual(['person:yes', 'person:menu']);
  });

  it('a wrong number is asked for again, then a person is offered', async () => {
    const contact = await atMenu();
    await contact.says('44');
    expect(contact.texts).toContain('nicht zur Wahl');
    expect(contact.choices).toContain('menu:topic:work');
    await contact.says('55');
    expect(contact.choices).toEqual(['person:yes', 'person:menu']);
  });

  it('a wrong number on the way to a counselor never loses the contact', async () => {
    const contact = await atMenu();
    for (const said of ['7', '9', '9']) await contact.says(said);
    expect(contact.choices[1]).toBe('consent:no');
    for (const said of ['1', '0', '9']) await contact.says(said);
    expect(contact.path.step).toBe('counselor');
    await contact.says('9');
    expect(contact.path.step).toBe('queued');
  });

  it('three messages in one second are one question and get one answer', async () => {
    const contact = new Contact();
    await contact.says('Guten Tag', 'ich habe eine Frage', 'wie melde ich meine Wohnung an?');
    expect(contact.outcome.replies.filter(({ choices }) => choices)).toHaveLength(1);
    expect(contact.path.language).toBe('de');
    expect(contact.outcome.replies.length).toBeLessThanOrEqual(3);
  });

  it('of two numbers in one second the second counts', async () => {
    const contact = await atMenu();
    await contact.says('1', '2');
    expect(contact.path).toMatchObject({ topic: 'family', step: 'topic' });
    expect(contact.effects).toEqual(['set_topic']);
  });

  it('the same button twice in one second does it once', async () => {
    const contact = await atMenu();
    await contact.taps('menu:topic:work', 'menu:topic:work');
    expect(contact.outcome.replies).toHaveLength(1);
  });

  it.each(['2', 'ja'])('"%s" to a question of last week gets the menu again', async (said) => {
    const contact = await atMenu();
    await contact.says('7');
    contact.waits(7 * 24);
    await contact.says(said);
    expect(contact.texts).toContain('schon älter');
    expect(contact.choices).toContain('menu:topic:work');
    expect(contact.path.hasConsent).toBe(false);
  });

  it('a button of last week does what it said', async () => {
    const contact = await atMenu();
    contact.waits(7 * 24);
    await contact.taps('faq:answer:registration');
    expect(contact.path.step).toBe('answer');
    contact.waits(7 * 24);
    await contact.says('5');
    await contact.taps('helped:no:registration:1');
    expect(contact.outcome.effects).toEqual([
      { type: 'note_helped', entryId: 'registration', version: 1, hasHelped: false },
    ]);
  });

  it('the consent of an old button names the text that stood above it', async () => {
    const contact = await atMenu();
    await contact.taps('consent:yes:0123456789ab');
    expect(contact.outcome.effects[0]).toMatchObject({
      type: 'give_consent',
      textVersion: '0123456789ab',
    });
  });

  it('a button that we never made is read by its title', async () => {
    const contact = await atMenu();
    await contact.sends({ kind: 'button_reply', choiceId: 'elsewhere:1', text: 'Kindergeld' });
    expect(contact.path.step).toBe('answer');
  });

  it('somebody who is not the one they look for is shown the others', async () => {
    const contact = await atMenu();
    for (const said of ['7', '1']) await contact.says(said);
    await contact.taps('counselor:gone');
    expect(contact.path.step).toBe('counselor');
    expect(contact.choices).toContain('counselor:any');
  });

  it('an answer in another language is sent with a word about it', async () => {
    const contact = new Contact({
      answerOf: async (entryId) => ({
        entryId,
        topic: 'housing',
        version: 1,
        question: 'Q',
        text: 'In English',
        language: 'en',
        isFallback: true,
      }),
    });
    await contact.says('Guten Tag');
    await contact.taps('faq:answer:registration');
    expect(contact.outcome.replies.map(({ language }) => language)).toEqual(['de', 'en', 'de']);
    expect(contact.texts).toContain('Englisch');
  });

  it('a town in place of a postcode is asked for once more, then passed over', async () => {
    const contact = await atMenu();
    for (const said of ['7', '1', 'Köln']) await contact.says(said);
    expect(contact.texts).toContain('50667');
    await contact.says('Köln halt');
    expect(contact.path.step).toBe('counselor');
  });
});
