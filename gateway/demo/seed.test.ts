import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AssistantStanding } from '../contract/assistant.ts';
import type { Channel } from '../contract/channel.ts';
import type { Contact } from '../contract/contact.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { FaqEntry } from '../contract/faq.ts';
import type { Message } from '../contract/message.ts';
import type { SavedReply } from '../contract/saved-reply.ts';
import { signIn, type ApiClient } from '../test/api-client.ts';
import { startTestApp, type TestApp } from '../test/test-app.ts';
import { waitFor } from '../test/wait-for.ts';
import { dialogues, type Dialogue } from './dialogues.ts';
import { demoPassword } from './organization.ts';
import { planStories } from './plan.ts';
import { seedDemo } from './seed.ts';

type Page<T> = { items: T[]; nextCursor: string | null };

afterEach(() => vi.restoreAllMocks());

/** What is printed on the way. */
function captured(): string[] {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
  return lines;
}

describe('an installation that only has its first administrator', () => {
  let app: TestApp;
  let api: ApiClient;
  let printed: string[];
  let conversations: Conversation[];
  let threads: Map<string, Message[]>;
  let withAssistant: Conversation[];
  const names = new Set(Object.values<Dialogue>(dialogues).map(({ phone }) => phone.name));
  const expected = planStories(new Date());

  beforeAll(async () => {
    app = await startTestApp();
    expect(
      (await app.api.ok<Page<Conversation>>('GET', '/api/conversations?status=all')).items,
    ).toEqual([]);
    printed = captured();
    await seedDemo(app.context);
    api = await signIn(app.url, 'admin@demo.example', demoPassword);
    const { items } = await api.ok<Page<Conversation>>(
      'GET',
      '/api/conversations?status=all&limit=100',
    );
    const isDialogue = ({ contact }: Conversation) => names.has(contact.displayName);
    withAssistant = items.filter(isDialogue);
    conversations = items.filter((one) => !isDialogue(one));
    threads = new Map();
    for (const { id } of conversations) {
      const { items } = await api.ok<Page<Message>>(
        'GET',
        `/api/conversations/${id}/messages?limit=100`,
      );
      threads.set(id, items);
    }
  });
  afterAll(() => app?.stop());

  const all = () => [...threads.values()].flat();
  const count = (query: string) =>
    api
      .ok<Page<Conversation>>('GET', `/api/conversations?limit=100&${query}`)
      .then(({ items }) => items.length);

  it('is filled with sixty conversations of people in seven languages over all messengers', () => {
    expect(conversations).toHaveLength(60);
    expect(new Set(conversations.map(({ contact }) => contact.language)).size).toBe(7);
    expect(new Set(conversations.map(({ messenger }) => messenger)).size).toBe(4);
    expect(new Set(conversations.map(({ channel }) => channel.id)).size).toBe(5);
  });

  it('shows the same organization to its own administrator', async () => {
    const { organization } = await app.api.ok<{ organization: { name: string } }>('GET', '/api/me');
    expect(organization.name).toBe('Beratungsverbund Nordlicht (Demo)');
    expect(
      (await app.api.ok<Page<Conversation>>('GET', '/api/conversations?status=all&limit=100'))
        .items,
    ).toHaveLength(60 + names.size);
  });

  it('has conversations with the assistant: on the way, with a counselor, in a crisis', async () => {
    const of = (name: string) =>
      withAssistant.find(({ contact }) => contact.displayName === name) as Conversation;
    const { onTheWay, arabic, russian, german, crisis, urgent } = dialogues;
    expect(withAssistant).toHaveLength(names.size);
    expect(of(onTheWay.phone.name)).toMatchObject({ status: 'automated', topic: 'housing' });
    for (const { phone, language } of [arabic, russian, german]) {
      const { id, status, assignee, contact } = of(phone.name);
      expect([phone.name, status, contact.language]).toEqual([phone.name, 'open', language]);
      expect(assignee, phone.name).not.toBeNull();
      const { standing } = await api.ok<{ standing: AssistantStanding }>(
        'GET',
        `/api/conversations/${id}/assistant`,
      );
      expect(standing.consent).not.toBeNull();
      expect(standing).toMatchObject({ ageBand: 'from_27', answers: [{ language }] });
    }
    expect(of(crisis.phone.name).alerts).toMatchObject([{ kind: 'crisis', acknowledgedBy: null }]);
    expect(of(urgent.phone.name).alerts).toMatchObject([
      { kind: 'urgent', acknowledgedBy: expect.any(String) },
    ]);
  });

  it('leaves editors something to do', async () => {
    const { items } = await api.ok<Page<FaqEntry>>('GET', '/api/faqs?limit=100');
    const states = new Set(
      items.flatMap(({ translations }) => translations).map((one) => one.state),
    );
    expect([...states].toSorted()).toEqual(['approved', 'draft', 'outdated']);
    expect((await api.ok<Page<unknown>>('GET', '/api/faq-questions')).items).toHaveLength(5);
  });

  it('prints who can sign in, and each of them can', async () => {
    const emails = printed.flatMap((line) => line.match(/\S+@demo\.example/)?.[0] ?? []);
    expect(emails).toHaveLength(5);
    expect(printed.join('\n')).toContain(demoPassword);
    for (const email of emails)
      expect((await signIn(app.url, email, demoPassword)).cookie).not.toBe('');
  });

  it('has three offices, and channels of every kind that look connected', async () => {
    expect((await api.ok<Page<unknown>>('GET', '/api/offices')).items).toHaveLength(3);
    const { items } = await api.ok<Page<Channel>>('GET', '/api/channels');
    expect(items.map(({ kind }) => kind).toSorted()).toEqual([
      'simulator',
      'telegram',
      'twilio',
      'twilio',
      'whatsapp-cloud',
    ]);
    expect(
      items.every(({ status, problem, officeId }) => status === 'active' && !problem && officeId),
    ).toBe(true);
    // No provider is ever asked about them.
    const { rows } = await app.context.database.servicePool.query(
      'select from channel where not is_invented',
    );
    expect(rows).toHaveLength(0);
  });

  it('counts what is open, mine and unread as the conversations say', async () => {
    const open = expected.filter(({ story }) => story.state === 'open' && !story.snoozedDays);
    const unassigned = open.filter(({ story }) => story.assignee === null);
    const counts = await api.ok('GET', '/api/conversation-counts');
    const handed = withAssistant.filter(({ status }) => status === 'open');
    const untaken = handed.filter(({ assignee }) => assignee === null);
    expect(counts).toMatchObject({
      open: open.length + handed.length,
      unassigned: unassigned.length + untaken.length,
      mine: open.filter(({ story }) => story.assignee === 'lena').length,
      unread: open.filter(({ story }) => story.assignee === 'lena' && !story.isRead).length,
      waiting: expected.filter(({ story }) => story.state === 'waiting').length,
      snoozed: 3,
      mentions: 0,
    });
    expect(await count('status=open')).toBe(open.length + handed.length);
    expect(await count('status=open&assignee=none')).toBe(unassigned.length + untaken.length);
    for (const state of ['waiting', 'closed']) {
      expect(await count(`status=${state}`)).toBe(
        expected.filter(({ story }) => story.state === state).length,
      );
    }
    expect(conversations.filter(({ snoozedUntil }) => snoozedUntil)).toHaveLength(3);
    const unread = conversations.filter(({ unreadCount }) => unreadCount > 0);
    expect(unread.length).toBeGreaterThan(10);
    expect(unread.every(({ status }) => status === 'open')).toBe(true);
    const waiting = conversations.filter(({ waitingSince }) => waitingSince);
    expect(waiting.map(({ id }) => id)).toEqual(
      conversations.filter(({ status }) => status === 'open').map(({ id }) => id),
    );
  });

  it('opens every thread in order, each with its last message in the list', () => {
    expect(all()).toHaveLength(expected.flatMap(({ lines }) => lines).length);
    for (const conversation of conversations) {
      const thread = threads.get(conversation.id) ?? [];
      const times = thread.map(({ receivedAt }) => receivedAt);
      expect(times).toEqual(times.toSorted());
      const last = thread.findLast(({ isNote }) => !isNote);
      expect(conversation.lastMessage).toMatchObject({
        id: last?.id,
        direction: last?.direction,
        kind: last?.kind,
        deliveryStatus: last?.delivery?.status ?? null,
      });
      expect(conversation.lastMessage?.preview ?? '').toContain((last?.text ?? '').slice(0, 100));
      expect(thread.some(({ isLate }) => isLate)).toBe(false);
    }
  });

  it('holds every kind of thing that happens in a thread', () => {
    const messages = all();
    const having = (is: (message: Message) => unknown) =>
      messages.filter((message) => is(message)).length;
    for (const kind of ['image', 'voice', 'document', 'location', 'system', 'unsupported']) {
      expect([kind, having((message) => message.kind === kind) > 0]).toEqual([kind, true]);
    }
    expect(having(({ isNote }) => isNote)).toBeGreaterThan(4);
    expect(having(({ reactions }) => reactions.length > 0)).toBeGreaterThan(10);
    expect(
      having(({ direction, replyToId }) => direction === 'outbound' && replyToId),
    ).toBeGreaterThan(4);
    expect(messages.find(({ editedAt }) => editedAt)?.text).toContain('Їм 4 і 9');
    expect(messages.find(({ deletedAt }) => deletedAt)).toMatchObject({ text: null });
    expect(
      messages.find(({ delivery }) => delivery?.status === 'failed')?.delivery?.failure,
    ).toMatchObject({
      providerCode: '30003',
    });
    expect(
      messages.find(({ delivery }) => delivery?.status === 'unknown')?.delivery?.parts,
    ).toEqual([]);
    expect(
      messages.filter(({ delivery }) => ['queued', 'sending'].includes(delivery?.status ?? '')),
    ).toEqual([]);
  });

  it('gives out every file, of the type it claims', async () => {
    const files = all().flatMap(({ attachments }) => attachments);
    expect(files.length).toBeGreaterThan(15);
    const heads: Record<string, string> = {
      'image/png': '\x89PNG',
      'audio/wav': 'RIFF',
      'application/pdf': '%PDF',
    };
    for (const { url, mimeType, sizeBytes } of files) {
      const answer = await fetch(`${app.url}${url}`, { headers: { cookie: api.cookie } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect([answer.status, bytes.length]).toEqual([200, sizeBytes]);
      expect(bytes.subarray(0, 4).toString('latin1')).toBe(heads[mimeType ?? '']);
    }
  });

  it('has a WhatsApp window that closes in two hours, and one that is closed', () => {
    const open = conversations.filter(
      ({ messenger, status }) => messenger === 'whatsapp' && status === 'open',
    );
    const hoursLeft = open.map(
      ({ replyWindowUntil }) => (Date.parse(replyWindowUntil ?? '') - Date.now()) / 3_600_000,
    );
    expect(hoursLeft.some((hours) => hours > 1.5 && hours < 2.5)).toBe(true);
    expect(hoursLeft.some((hours) => hours < 0)).toBe(true);
  });

  it('shows contacts, with their addresses to an administrator', async () => {
    const sms = conversations.find(
      ({ messenger, channel }) => messenger === 'sms' && channel.kind === 'twilio',
    );
    const contact = await api.ok<Contact>('GET', `/api/contacts/${sms?.contact.id}`);
    expect(contact.addresses[0]?.urn).toMatch(/^tel:\+4917139200\d\d$/);
    expect(contact.displayName).toBe(contact.pseudonym);
  });

  it('answers on the simulator for real', async () => {
    const conversation = conversations.find(({ contact }) => contact.displayName === 'Grigore');
    const path = `/api/conversations/${conversation?.id}/messages`;
    const { id } = await api.ok<Message>('POST', path, {
      clientMessageId: 'real',
      text: 'Das kostet nichts.',
    });
    await waitFor('the phone to have it', async () => {
      const message = await api.ok<Message>('GET', `/api/messages/${id}`);
      return message.delivery?.status === 'accepted';
    });
    const { items } = await api.ok<Page<Message>>('GET', path);
    expect(items.at(-1)?.id).toBe(id);
  });

  it('has saved replies in five languages for everybody', async () => {
    const { items } = await api.ok<Page<SavedReply>>('GET', '/api/saved-replies');
    expect(items).toHaveLength(6);
    for (const { key, texts, isShared } of items) {
      expect([key, Object.keys(texts).toSorted(), isShared]).toEqual([
        key,
        ['ar', 'de', 'en', 'ru', 'uk'],
        true,
      ]);
    }
  });

  it('is left as it is by a second start', async () => {
    const lines = captured();
    const rows = async () => {
      const { rows } = await app.context.database.servicePool.query(
        'select (select count(*) from message) as messages, (select count(*) from counselor) as counselors',
      );
      return rows[0];
    };
    const before = await rows();
    await seedDemo(app.context);
    expect(await rows()).toEqual(before);
    expect(lines.join('\n')).toContain('nothing was added');
  });
});
