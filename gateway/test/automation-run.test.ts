import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import { echo, openAutomationScene, type AutomationScene } from './automation-scene.ts';
import { reply, threadOf, type Page } from './phone.ts';
import { waitFor } from './wait-for.ts';

describe('the assistant', { timeout: 60_000 }, () => {
  let scene: AutomationScene;

  beforeAll(async () => {
    scene = await openAutomationScene();
  });
  afterAll(() => scene?.stop());
  beforeEach(() => scene.follow(echo));

  const textsOf = async (id: string) =>
    (await threadOf(scene.app.api, id)).map(({ author, text }) => `${author}: ${text}`);

  it('answers who writes for the first time, and keeps them out of what waits for people', async () => {
    const id = await scene.write('Hallo');
    const [answer] = await scene.answers(id, 1);
    expect(answer).toMatchObject({
      author: 'bot',
      counselorId: null,
      language: 'de',
      text: 'Sie schrieben: Hallo',
    });
    await waitFor('the answer to be sent', async () => {
      const [, sent] = await threadOf(scene.app.api, id);
      return sent?.delivery?.status !== 'queued' && sent?.externalId;
    });
    expect(await scene.conversation(id)).toMatchObject({
      status: 'automated',
      waitingSince: null,
      assignee: null,
      lastMessage: { author: 'bot', preview: 'Sie schrieben: Hallo' },
    });
    const open = await scene.app.api.ok<Page<Conversation>>('GET', '/api/conversations');
    expect(open.items.map((one) => one.id)).not.toContain(id);
    const automated = await scene.app.api.ok<Page<Conversation>>(
      'GET',
      '/api/conversations?status=automated',
    );
    expect(automated.items.map((one) => one.id)).toContain(id);
    expect(await scene.app.api.ok('GET', '/api/conversation-counts')).toMatchObject({
      unassigned: 0,
      open: 0,
    });
  });

  it('answers a burst of three at once, in order', async () => {
    const phone = randomUUID();
    const [id] = await Promise.all(
      ['eins', 'zwei', 'drei'].map((text) => scene.write(text, phone)),
    );
    const [answer] = await scene.answers(String(id), 1);
    const said = (await textsOf(String(id))).filter((line) => line.startsWith('contact'));
    expect(answer?.text).toBe(
      `Sie schrieben: ${said.map((line) => line.replace('contact: ', '')).join(', ')}`,
    );
    await scene.write('vier', phone);
    const answers = await scene.answers(String(id), 2);
    expect(answers[1]?.text).toBe('Sie schrieben: vier');
  });

  it('remembers the path between two messages, and it lies sealed', async () => {
    const phone = randomUUID();
    scene.follow(() => ({ path: { step: 'postcode', topic: 'housing' }, replies: ['Wo?'] }));
    const id = await scene.write('Wohnung', phone);
    await scene.answers(id, 1);
    scene.follow(({ path }) => ({ path: { postcode: '10115' }, replies: [path.step] }));
    await scene.write('10115', phone);
    const answers = await scene.answers(id, 2);
    expect(answers[1]?.text).toBe('postcode');
    const [row] = await scene.rows<{ path: Buffer }>(
      'select path from automation_path where conversation_id = $1',
      [id],
    );
    expect(row?.path.toString('latin1')).not.toContain('10115');
  });

  it('offers choices, and knows what a tap on one means', async () => {
    const phone = randomUUID();
    const choices = [
      { id: 'menu:topic:work', title: 'Arbeit' },
      { id: 'menu:topic:family', title: 'Familie' },
    ];
    scene.follow(() => ({ replies: [{ text: 'Worum geht es?', language: 'de', choices }] }));
    const id = await scene.write('Hallo', phone);
    const [offer] = await scene.answers(id, 1);
    expect(offer?.payload).toEqual({ quickReplies: choices });
    scene.follow(echo);
    await scene.app.api.ok('POST', `/api/simulator/${scene.channel.id}/messages`, {
      phone: { id: phone, name: 'Amina', messenger: 'simulator' },
      messageId: randomUUID(),
      buttonReply: { id: 'menu:topic:family', title: 'Familie' },
    });
    await scene.answers(id, 2);
    const { said } = await scene.stepAbout('Familie');
    expect(said).toMatchObject([{ choiceId: 'menu:topic:family' }]);
  });

  it('does not take its own answer for news when a counselor answers', async () => {
    const id = await scene.write('Hallo');
    await scene.answers(id, 1);
    const [first] = await threadOf(scene.app.api, id);
    const sent = await reply(scene.app.api, id, {
      text: 'Guten Tag, ich übernehme.',
      lastSeenMessageId: first?.id,
    });
    expect(sent.status).toBe(201);
  });

  it('is silent once a counselor answers, until they close; then it begins at the menu', async () => {
    const phone = randomUUID();
    const id = await scene.write('Hallo', phone);
    await scene.answers(id, 1);
    await reply(scene.app.api, id, { text: 'Guten Tag' });
    scene.follow(({ path, said }) =>
      path.step === 'counseling' ? {} : { replies: [`${path.step} ${said.length}`] },
    );
    await scene.write('Danke', phone);
    expect((await scene.stepAbout('Danke')).path.step).toBe('counseling');
    expect(await scene.conversation(id)).toMatchObject({ status: 'open' });
    await scene.app.api.ok('POST', `/api/conversations/${id}/close`);
    await waitFor('the farewell', () =>
      scene.asked.some(({ world }) => world.occasion === 'farewell'),
    );
    await scene.answers(id, 2);
    expect(await scene.conversation(id)).toMatchObject({ status: 'closed' });
    await scene.write('Noch etwas', phone);
    const answers = await scene.answers(id, 3);
    expect(answers[2]?.text).toBe('menu 1');
    expect(await scene.conversation(id)).toMatchObject({ status: 'automated' });
  });

  it('is silent once a counselor takes the conversation, alone or among many, and takes it up when that is undone', async () => {
    const { counselor } = await scene.app.api.ok<{ counselor: { id: string } }>('GET', '/api/me');
    const [one, other] = [await scene.write('eins'), await scene.write('zwei')];
    for (const id of [one, other]) await scene.answers(id, 1);
    await scene.app.api.ok('POST', `/api/conversations/${one}/assign`, {
      counselorId: counselor.id,
    });
    const { results } = await scene.app.api.ok<{ results: { undo: unknown }[] }>(
      'POST',
      '/api/conversations/bulk',
      { action: 'assign', ids: [other], counselorId: counselor.id },
    );
    for (const id of [one, other]) {
      const conversation = await scene.conversation(id);
      expect(conversation).toMatchObject({ status: 'open', assignee: { id: counselor.id } });
      expect(conversation.waitingSince).not.toBeNull();
    }
    const counseled = () =>
      scene.rows(
        `select conversation_id as id from automation_path where counseled_at is not null and conversation_id = any($1)`,
        [[one, other]],
      );
    expect(await counseled()).toHaveLength(2);
    await scene.app.api.ok('POST', '/api/conversations/bulk', {
      action: 'restore',
      steps: results.map(({ undo }) => undo),
    });
    expect(await scene.conversation(other)).toMatchObject({ status: 'automated', assignee: null });
    expect(await counseled()).toEqual([{ id: one }]);
  });

  it('leaves alone who already talks with people when it is switched on, and their words are read for crises', async () => {
    const channel = await scene.app.api.ok<Channel>('POST', '/api/channels', {
      kind: 'simulator',
      name: 'Später',
    });
    const phone = randomUUID();
    const id = await scene.write('Hallo', phone, channel);
    expect(await scene.conversation(id)).toMatchObject({ status: 'open' });
    await scene.app.api.ok('PATCH', `/api/channels/${channel.id}`, { automation: 'full' });
    scene.follow(({ path }) => (path.step === 'counseling' ? {} : { replies: ['Menü'] }));
    await scene.write('Noch da?', phone, channel);
    expect((await scene.stepAbout('Noch da?')).path.step).toBe('counseling');
    await scene.answers(id, 0);
    expect(await scene.conversation(id)).toMatchObject({ status: 'open' });
  });

  it('hands over what is unanswered when it is switched off', async () => {
    const channel = await scene.app.api.ok<Channel>('POST', '/api/channels', {
      kind: 'simulator',
      name: 'Bald aus',
      automation: 'faq',
    });
    const phone = randomUUID();
    const id = await scene.write('Hallo', phone, channel);
    await scene.answers(id, 1);
    expect(scene.asked.at(-1)?.world.automation).toBe('faq');
    await scene.app.api.ok('PATCH', `/api/channels/${channel.id}`, { automation: 'off' });
    await scene.write('Hallo?', phone, channel);
    expect(await scene.conversation(id)).toMatchObject({ status: 'open' });
    await scene.answers(id, 1);
  });

  it('writes nothing to who has asked not to be written to', async () => {
    const phone = randomUUID();
    const id = await scene.write('Hallo', phone);
    await scene.answers(id, 1);
    await scene.write('STOP', phone);
    await scene.stepAbout('STOP');
    await waitFor('it to be written', async () => {
      const [row] = await scene.rows<{ version: string }>(
        'select version from automation_path where conversation_id = $1 and due_at is null',
        [id],
      );
      return row?.version === '2';
    });
    await scene.answers(id, 1);
    await scene.write('START', phone);
    expect((await scene.answers(id, 2))[1]?.text).toBe('Sie schrieben: START');
  });
});
