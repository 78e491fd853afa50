import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../contract/conversation.ts';
import type { Office } from '../contract/office.ts';
import { crisisCard } from '../automation/words/words.ts';
import { openPhone, phoneKinds } from './messenger-phones.ts';
import { startMessengers, type Messengers } from './messengers.ts';
import type { Page } from './phone.ts';

type Words = {
  hello: string;
  person: string;
  concern: string;
  crisis: string;
  number: string;
  source: string;
};
/** What somebody writes in each language; "Deutsch" is named, the others are seen by their words. */
const languages: Record<string, Words> = {
  de: {
    hello: 'Guten Tag',
    person: 'Mensch',
    concern: 'Mein Vermieter hat mir gekündigt und ich weiß nicht weiter',
    crisis: 'Ich will nicht mehr leben',
    number: '1',
    source: 'Quelle',
  },
  en: {
    hello: 'I need help please',
    person: 'counselor',
    concern: 'My landlord has ended my contract and I do not know what to do',
    crisis: 'I want to kill myself',
    number: 'one',
    source: 'Source',
  },
  ru: {
    hello: 'Здравствуйте',
    person: 'человек',
    concern: 'Хозяин квартиры меня выгоняет, и я не знаю, как дальше',
    crisis: 'Я не хочу больше жить',
    number: '1️⃣',
    source: 'Источник',
  },
  ar: {
    hello: 'مرحبا',
    person: 'مستشار',
    concern: 'صاحب البيت أنهى العقد ولا أعرف ماذا أفعل الآن',
    crisis: 'أريد أن أموت',
    number: '١',
    source: 'المصدر',
  },
};
const cases = phoneKinds.flatMap((kind) =>
  Object.entries(languages).map(([language, words]) => ({ kind, language, words })),
);

describe('whole conversations with the assistant', { timeout: 120_000 }, () => {
  let all: Messengers;
  let counselorId: string;

  beforeAll(async () => {
    all = await startMessengers(
      { STARTER_CONTENT: 'approved' },
      {
        sendTimeoutMs: 30_000,
        paceLimits: [],
        assistant: { quietMs: 60, everyMs: 200, retryMs: 50 },
      },
    );
    const { api } = all.app;
    for (const { id } of Object.values(all.channels))
      await api.ok('PATCH', `/api/channels/${id}`, { automation: 'full' });
    await api.ok<Office>('POST', '/api/offices', {
      name: 'Caritas Köln',
      postcode: '50667',
      city: 'Köln',
      phone: '0221 1234',
    });
    const me = await api.ok<{ counselor: { id: string } }>('GET', '/api/me');
    counselorId = me.counselor.id;
    await api.ok('PUT', `/api/counselors/${counselorId}/profile`, {
      alias: 'Anna',
      languages: Object.keys(languages).map((language) => ({ language, level: 'native' })),
      topics: [],
      capacity: null,
      accepts: 'everyone',
      hours: [],
    });
  });
  afterAll(() => all?.stop());

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
    const conversation = await all.app.api.ok<Conversation>(
      'GET',
      `/api/conversations/${await phone.conversationId()}`,
    );
    expect(conversation).toMatchObject({
      status: 'automated',
      topic: 'housing',
      assignee: null,
      contact: { language: one.language },
    });
    expect(phone.wire()).not.toBe('');
  });

  it.each(cases)('from hello to a counselor in four messages ($kind, $language)', async (one) => {
    const phone = openPhone(all, one.kind);
    await phone.says(one.words.hello);
    await phone.says(one.words.person);
    await phone.says(one.words.number);
    const cards = await phone.says('0');
    expect(JSON.stringify(cards)).toContain('Anna');
    await phone.says(one.words.number);
    const queued = await phone.says(one.words.concern);
    expect(queued.at(-1)?.language).toBe(one.language);
    expect(queued.at(-1)?.text).toMatch(/\d|[۰-۹]/);
    const id = await phone.conversationId();
    const inbox = await all.app.api.ok<Page<Conversation>>(
      'GET',
      `/api/conversations?assignee=${counselorId}&limit=100`,
    );
    expect(inbox.items.map((conversation) => conversation.id)).toContain(id);
  });

  it.each(cases)('a crisis gets the card before anything else ($kind, $language)', async (one) => {
    const phone = openPhone(all, one.kind);
    const [card] = await phone.says(one.words.crisis);
    expect(card?.text).toBe(crisisCard(one.language, one.kind === 'sms' ? 'sms' : 'full'));
    const conversation = await all.app.api.ok<Conversation>(
      'GET',
      `/api/conversations/${await phone.conversationId()}`,
    );
    expect(conversation.status).toBe('open');
    expect(conversation.alerts).toMatchObject([{ kind: 'crisis', acknowledgedBy: null }]);
  });

  it('what the providers were given is what they allow', () => {
    expect(all.graph.violations).toEqual([]);
    expect(all.twilio.violations).toEqual([]);
  });
});
