import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Activity } from '../contract/activity.ts';
import type { Channel } from '../contract/channel.ts';
import type { FaqEntry } from '../contract/faq.ts';
import { echo, openAutomationScene, type AutomationScene } from './automation-scene.ts';
import { reply, threadOf, type Page } from './phone.ts';
import { waitFor } from './wait-for.ts';

describe('what the assistant changes', { timeout: 60_000 }, () => {
  let scene: AutomationScene;
  let faq: FaqEntry;

  beforeAll(async () => {
    scene = await openAutomationScene({ erasureMs: 0 });
    const [first] = (await scene.app.api.ok<Page<FaqEntry>>('GET', '/api/faqs?limit=1')).items;
    if (!first) throw new Error('There are no answers');
    faq = first;
  });
  afterAll(() => scene?.stop());
  beforeEach(() => scene.follow(echo));

  const kindsOf = async (id: string) =>
    (
      await scene.app.api.ok<Page<Activity>>('GET', `/api/conversations/${id}/activities`)
    ).items.map(({ kind }) => kind);
  const rowsOf = (table: string, conversationId: string) =>
    scene.rows(`select * from ${table} where conversation_id = $1`, [conversationId]);

  it('hands a conversation to people, with topic, language and office, and is silent about nothing', async () => {
    const office = await scene.app.api.ok<{ id: string }>('POST', '/api/offices', { name: 'Nord' });
    scene.follow(() => ({
      path: { step: 'concern', hasConsent: true, language: 'ru' },
      replies: ['Ваш вопрос у нас.'],
      effects: [
        { type: 'set_language', language: 'ru' },
        { type: 'set_topic', topic: 'housing' },
        {
          type: 'hand_to_people',
          officeId: office.id,
          counselorId: null,
          needsInterpreter: false,
        },
      ],
    }));
    const id = await scene.write('консультант');
    await scene.answers(id, 1);
    const conversation = await scene.conversation(id);
    expect(conversation).toMatchObject({
      status: 'open',
      topic: 'housing',
      officeId: office.id,
      assignee: null,
      contact: { language: 'ru' },
      unreadCount: 1,
    });
    expect(conversation.waitingSince).not.toBeNull();
    expect(await kindsOf(id)).toEqual(['handed_to_people']);
  });

  it('keeps a consent with its wording and its proof, and its withdrawal', async () => {
    const phone = randomUUID();
    scene.follow(({ said }) => ({
      path: { step: 'concern', hasConsent: true },
      replies: ['Danke'],
      effects: [
        {
          type: 'give_consent',
          textVersion: 'v1',
          language: 'de',
          messageId: said[0]?.messageId ?? '',
        },
      ],
    }));
    const id = await scene.write('Ja', phone);
    await scene.answers(id, 1);
    const [message] = await threadOf(scene.app.api, id);
    expect(await rowsOf('consent', id)).toMatchObject([
      { text_version: 'v1', language: 'de', message_id: message?.id, withdrawn_at: null },
    ]);
    scene.follow(({ said }) => ({
      replies: ['Widerrufen'],
      effects: [{ type: 'withdraw_consent', messageId: said[0]?.messageId ?? '' }],
    }));
    await scene.write('Widerruf', phone);
    await scene.answers(id, 2);
    const [consent] = await rowsOf('consent', id);
    expect(consent).toMatchObject({ withdrawn_at: expect.any(Date) });
  });

  it('raises an alert once, opens the conversation, and whoever sees to it is shown', async () => {
    scene.follow(({ said }) => ({
      replies: ['112'],
      effects: [
        { type: 'raise_alert', kind: 'crisis', messageId: said[0]?.messageId ?? '' },
        { type: 'raise_alert', kind: 'crisis', messageId: said[0]?.messageId ?? '' },
      ],
    }));
    const id = await scene.write('Ich kann nicht mehr');
    await scene.answers(id, 1);
    expect(await scene.conversation(id)).toMatchObject({
      status: 'open',
      alerts: [{ kind: 'crisis', acknowledgedBy: null }],
    });
    expect(await rowsOf('crisis_alert', id)).toHaveLength(1);
    await scene.app.api.ok('POST', `/api/conversations/${id}/alerts/acknowledge`);
    const [alert] = await rowsOf('crisis_alert', id);
    expect(alert).toMatchObject({ acknowledged_at: expect.any(Date) });
  });

  it('lets a crisis card and the question for consent through where only notices may go', async () => {
    const channel = await scene.app.api.ok<Channel>('POST', '/api/channels', {
      kind: 'simulator',
      name: 'Hinweise',
      automation: 'full',
      policy: 'notify',
    });
    const phone = randomUUID();
    const id = await scene.write('Hallo', phone, channel);
    await scene.stepAbout('Hallo');
    scene.follow(({ said }) => ({
      replies: ['112'],
      effects: [{ type: 'raise_alert', kind: 'crisis', messageId: said[0]?.messageId ?? '' }],
    }));
    await scene.write('Hilfe!', phone, channel);
    expect((await scene.answers(id, 1))[0]?.text).toBe('112');
    await scene.app.api.ok('PATCH', `/api/channels/${channel.id}`, {
      policy: 'faq_and_appointments',
    });
    scene.follow(echo);
    await scene.write('Und jetzt?', phone, channel);
    await scene.answers(id, 2);
    expect((await reply(scene.app.api, id, { text: 'Beratung' })).body).toMatchObject({
      code: 'policy_forbids',
    });
  });

  it('records each answer with its version and whether it helped, and corrects those who got a wrong one', async () => {
    const { version } = faq;
    const send = (n: number) =>
      scene.follow(() => ({
        replies: [{ text: 'Antwort', language: 'de', faq: { entryId: faq.id, version: n } }],
      }));
    send(version + 7);
    const phone = randomUUID();
    const id = await scene.write('Frage', phone);
    await scene.answers(id, 1);
    send(version);
    const other = await scene.write('Frage');
    await scene.answers(other, 1);
    scene.follow(() => ({
      replies: ['Schön'],
      effects: [{ type: 'note_helped', entryId: faq.id, version: version + 7, hasHelped: true }],
    }));
    await scene.write('1', phone);
    const [, thanks] = await scene.answers(id, 2);
    expect(thanks?.text).toBe('Schön');
    expect(await rowsOf('faq_send', id)).toMatchObject([
      { entry_id: faq.id, version: version + 7, language: 'de', has_helped: true },
    ]);

    const path = `/api/faqs/${faq.id}/corrections`;
    const correction = await scene.app.api.ok('POST', path, {
      text: { de: 'Richtig ist: …', en: 'Correct is: …' },
    });
    expect(correction).toMatchObject({ answers: 1 });
    const answers = await scene.answers(id, 3);
    expect(answers[2]).toMatchObject({ text: 'Richtig ist: …', language: 'de' });
    await scene.answers(other, 1);
    const { items } = await scene.app.api.ok<Page<unknown>>('GET', path);
    expect(items).toMatchObject([{ sent: 1, waiting: 0, unreachable: 0 }]);
    expect(
      await scene.app.api.ok('POST', path, { text: { de: 'Noch einmal' } }),
      'nobody is corrected twice',
    ).toMatchObject({ answers: 0 });
  });

  it('marks who can not be reached with a correction any more', async () => {
    scene.follow(() => ({
      replies: [{ text: 'Antwort', language: 'de', faq: { entryId: faq.id, version: 99 } }],
    }));
    const phone = randomUUID();
    const id = await scene.write('Frage', phone);
    await scene.answers(id, 1);
    await scene.write('STOP', phone);
    await scene.app.api.ok('POST', `/api/faqs/${faq.id}/corrections`, {
      versions: [99],
      text: { en: 'Correct is: …' },
    });
    const [send] = await waitFor('the mark', async () => {
      const rows = await rowsOf('faq_send', id);
      return rows.some((row) => row['correction_failure'] !== null) && rows;
    });
    expect(send).toMatchObject({ correction_failure: 'contact_opted_out', corrected_at: null });
  });

  it('tries a step that breaks again, and hands over what can not be answered', async () => {
    let failures = 1;
    scene.follow((asked) => {
      if (failures-- > 0) throw new Error('broken on purpose');
      return echo(asked);
    });
    const once = await scene.write('einmal');
    await scene.answers(once, 1);
    expect(await kindsOf(once)).toEqual([]);

    scene.follow(() => {
      throw new Error('broken on purpose');
    });
    const id = await scene.write('immer');
    await waitFor(
      'people to have it',
      async () => (await scene.conversation(id)).status === 'open',
    );
    expect(await kindsOf(id)).toEqual(['automation_failed', 'handed_to_people']);
    await scene.answers(id, 0);
    expect(
      await scene.rows('select due_at from automation_path where conversation_id = $1', [id]),
    ).toEqual([{ due_at: null }]);
  });

  it('keeps a rating and leaves the conversation closed', async () => {
    const phone = randomUUID();
    const id = await scene.write('Hallo', phone);
    await scene.answers(id, 1);
    scene.follow(({ world }) =>
      world.occasion === 'farewell' ? { path: { step: 'rating' }, replies: ['1 bis 5?'] } : {},
    );
    await scene.app.api.ok('POST', `/api/conversations/${id}/close`);
    await scene.answers(id, 2);
    scene.follow(() => ({ replies: ['Danke'], effects: [{ type: 'rate', score: 4 }] }));
    await scene.write('4', phone);
    await scene.answers(id, 3);
    expect(await rowsOf('conversation_rating', id)).toMatchObject([{ score: 4 }]);
    expect(await scene.conversation(id)).toMatchObject({ status: 'closed' });
  });

  it('P13: erases who asks for it, after the confirmation has left, and keeps the numbers without the person', async () => {
    const phone = randomUUID();
    scene.follow(({ said }) => ({
      replies: [
        { text: 'Wird gelöscht', language: 'de', faq: { entryId: faq.id, version: faq.version } },
      ],
      effects: [{ type: 'erase_contact', messageId: said[0]?.messageId ?? '' }],
    }));
    const id = await scene.write('Löschen, bitte: Kanarienvogel', phone);
    const { contact } = await scene.conversation(id);
    await waitFor(
      'the person to be gone',
      async () =>
        (await scene.app.api.request('GET', `/api/contacts/${contact.id}`)).status === 404,
    );
    expect((await scene.app.api.request('GET', `/api/conversations/${id}`)).status).toBe(404);
    for (const table of ['message', 'note', 'delivery', 'consent', 'activity', 'message_words'])
      expect(await rowsOf(table, id), table).toEqual([]);
    expect(
      await scene.rows('select id from contact_address where contact_id = $1', [contact.id]),
    ).toEqual([]);
    const [stub] = await scene.rows('select * from contact_erasure where contact_id = $1', [
      contact.id,
    ]);
    expect(stub).toMatchObject({ erased_messages: 2, erased_at: expect.any(Date) });
    expect(
      await scene.rows('select count(*)::int from faq_send where conversation_id is null'),
    ).toEqual([{ count: 1 }]);
    scene.follow(echo);
    const again = await scene.write('Hallo', phone);
    expect(again).not.toBe(id);
    await scene.answers(again, 1);
    expect(scene.asked.at(-1)?.path.step).toBe('new');
  });
});
