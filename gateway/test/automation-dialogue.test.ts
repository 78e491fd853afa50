import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssistantStanding } from '../contract/assistant.ts';
import type { Conversation } from '../contract/conversation.ts';
import { crisisCard } from '../automation/words/words.ts';
import { clientWords } from './client-words.ts';
import { openDialogueScene, type DialogueScene } from './dialogue-scene.ts';
import { openPhone, phoneKinds, type MessengerPhone } from './messenger-phones.ts';
import type { Page } from './phone.ts';

const cases = phoneKinds.flatMap((kind) =>
  Object.entries(clientWords).map(([language, words]) => ({ kind, language, words })),
);
/** Taps where the messenger has something to tap, numbers elsewhere. */
const ways = [
  { kind: 'telegram', language: 'de', postcode: '50674', city: 'koeln' },
  { kind: 'whatsapp', language: 'ar', postcode: '10999', city: 'berlin' },
  { kind: 'sms', language: 'ru', postcode: '50667', city: 'koeln' },
  { kind: 'twilioWhatsapp', language: 'en', postcode: '10115', city: 'berlin' },
] as const;

describe('whole conversations with the assistant', { timeout: 120_000 }, () => {
  let all: DialogueScene;

  beforeAll(async () => {
    all = await openDialogueScene();
  });
  afterAll(() => all?.stop());

  const conversationOf = async (phone: MessengerPhone) =>
    all.app.api.ok<Conversation>('GET', `/api/conversations/${await phone.conversationId()}`);
  const inboxOf = async (counselorId: string) => {
    const path = `/api/conversations?assignee=${counselorId}&limit=100`;
    return (await all.app.api.ok<Page<Conversation>>('GET', path)).items.map(({ id }) => id);
  };

  it.each(cases)('from hello to an answer with its source ($kind, $language)', async (one) => {
    const phone = openPhone(all, one.kind);
    const hello = await phone.says(one.words.hello);
    expect(hello.map(({ language }) => language)).toEqual(hello.map(() => one.language));
    const topic = await phone.says('5');
    expect(topic).toHaveLength(1);
    const answer = await phone.says(one.words.number);
    const text = answer.map((message) => message.text).join('\n');
    expect(answer[0]?.language).toBe(one.language);
    // In an SMS the source is left out where it would make a third part.
    const source = one.kind === 'sms' ? '7 =' : `${one.words.source}.*202[56]`;
    expect(text).toMatch(new RegExp(source));
    expect(await conversationOf(phone)).toMatchObject({
      status: 'automated',
      topic: 'housing',
      assignee: null,
      contact: { language: one.language },
    });
    expect(phone.wire()).not.toBe('');
  });

  it.each(cases)(
    'four messages, and the question lies with a counselor who speaks the language ($kind, $language)',
    async (one) => {
      const phone = openPhone(all, one.kind);
      await phone.says(one.words.hello);
      await phone.says(one.words.person);
      await phone.says(one.words.number);
      const queued = await phone.says(one.words.concern);
      expect(phone.sent).toBe(4);
      expect(queued.at(-1)?.language).toBe(one.language);
      expect(queued.at(-1)?.text).toMatch(/\d|[۰-۹]/);
      const { id } = all.speakerOf(one.language);
      expect(await inboxOf(id)).toContain(await phone.conversationId());
    },
  );

  it.each(ways)(
    'by postcode to the office, by language to the counselor ($kind, $language)',
    async ({ kind, language, postcode, city }) => {
      const words = clientWords[language];
      const phone = openPhone(all, kind);
      await phone.says(words.hello);
      await phone.chooses('menu:topic:housing');
      await phone.chooses('faq:answer:');
      await phone.chooses('helped:person');
      await phone.chooses('consent:yes');
      await phone.says(postcode);
      expect(phone.wire()).toContain(all.offices[city].name);
      await phone.chooses('age:skip');
      await phone.chooses('asylum:skip');
      const { id, displayName } = all.speakerOf(language);
      expect(phone.wire()).toContain(displayName);
      await phone.chooses(`counselor:${id}`);
      await phone.says(words.concern);
      expect(await conversationOf(phone)).toMatchObject({
        status: 'open',
        topic: 'housing',
        assignee: { id },
        promise: { state: 'open' },
      });
      const { standing } = await all.app.api.ok<{ standing: AssistantStanding }>(
        'GET',
        `/api/conversations/${await phone.conversationId()}/assistant`,
      );
      expect(standing).toMatchObject({
        language,
        topic: 'housing',
        postcode,
        office: { name: all.offices[city].name },
        consent: { language, withdrawnAt: null },
        answers: [{ language, hasHelped: null }],
      });
    },
  );

  it.each(cases)('a crisis gets the card before anything else ($kind, $language)', async (one) => {
    const phone = openPhone(all, one.kind);
    const [card] = await phone.says(one.words.crisis);
    expect(card?.text).toBe(crisisCard(one.language, one.kind === 'sms' ? 'sms' : 'full'));
    const conversation = await conversationOf(phone);
    expect(conversation.status).toBe('open');
    expect(conversation.alerts).toMatchObject([{ kind: 'crisis', acknowledgedBy: null }]);
  });

  it('what the providers were given is what they allow', () => {
    expect(all.graph.violations).toEqual([]);
    expect(all.twilio.violations).toEqual([]);
  });
});
