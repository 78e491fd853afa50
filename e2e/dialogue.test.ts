import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crisisCard, say } from '../gateway/automation/words/words.ts';
import { clientWords } from '../gateway/test/client-words.ts';
import { openDialogueScene, type DialogueScene } from '../gateway/test/dialogue-scene.ts';
import { openPhone, type MessengerPhone } from '../gateway/test/messenger-phones.ts';
import { threadOf } from '../gateway/test/messengers.ts';
import { waitFor } from '../gateway/test/wait-for.ts';
import { launchBrowser, openPage } from './browser.ts';

type Way = {
  kind: Parameters<typeof openPhone>[1];
  language: keyof typeof clientWords;
  /** The language as the panel names it. */
  named: string;
  postcode: string;
  city: 'koeln' | 'berlin';
  reply: string;
  thanks: string;
};

const ways: Way[] = [
  {
    kind: 'telegram',
    language: 'de',
    named: 'German',
    postcode: '50674',
    city: 'koeln',
    reply: 'Guten Tag, ich sehe mir die Kündigung mit Ihnen an.',
    thanks: 'Vielen Dank, ich schicke sie morgen',
  },
  {
    kind: 'whatsapp',
    language: 'ar',
    named: 'Arabic',
    postcode: '10999',
    city: 'berlin',
    reply: 'مرحبا، سأقرأ الرسالة معك.',
    thanks: 'شكرا جزيلا، سأرسلها غدا',
  },
  {
    kind: 'sms',
    language: 'ru',
    named: 'Russian',
    postcode: '50667',
    city: 'koeln',
    reply: 'Здравствуйте, я посмотрю договор вместе с вами.',
    thanks: 'Спасибо большое, пришлю завтра',
  },
  {
    kind: 'twilioWhatsapp',
    language: 'en',
    named: 'English',
    postcode: '10115',
    city: 'berlin',
    reply: 'Hello, I will look at the contract with you.',
    thanks: 'Thank you, I will send it tomorrow',
  },
];

/** The contact is at the provider's wire, the counselor in a browser. */
describe('from hello to the counselor and back', { timeout: 120_000 }, () => {
  let all: DialogueScene;
  let browser: Browser;

  beforeAll(async () => {
    [all, browser] = await Promise.all([openDialogueScene(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await all?.stop();
  });

  it.concurrent.each(ways)('$kind in $language', async (way) => {
    const desk = await sitDown(way);
    const phone = openPhone(all, way.kind);
    await askTheAssistant(phone, way);
    await goToACounselor(phone, way);
    await openWhatAppeared(desk, phone, way);
    await readTheContext(desk, way);
    if (way.kind === 'sms') await meetACrisis(desk, phone, way);
    await counsel(desk, phone, way);
    await close(desk, phone, way);
  });

  it('what the providers were given is what they allow', () => {
    expect(all.graph.violations).toEqual([]);
    expect(all.twilio.violations).toEqual([]);
  });

  /** The counselor who speaks the language looks at their conversations, of which there are none of this contact. */
  async function sitDown({ language }: Way): Promise<Page> {
    const { page } = await openPage(browser, all.app.url, all.speakerOf(language).api.cookie);
    await page.goto(`${all.app.url}/inbox/mine`);
    await page.getByRole('heading', { name: 'Mine' }).first().waitFor();
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    return page;
  }

  async function askTheAssistant(phone: MessengerPhone, { language }: Way) {
    const words = clientWords[language];
    await phone.says(words.hello);
    await phone.chooses('menu:language');
    await phone.chooses(`language:${language}`);
    await phone.chooses('menu:topic:housing');
    const answer = await phone.chooses('faq:answer:');
    expect(answer.map((message) => message.language)).toEqual(answer.map(() => language));
    // In an SMS the source is left out where it would make a third part.
    const source = formOf(phone) === 'sms' ? /7 =/ : new RegExp(`${words.source}.*202[56]`);
    expect(phone.wire()).toMatch(source);
  }

  async function goToACounselor(phone: MessengerPhone, { language, postcode, city }: Way) {
    await phone.chooses('helped:person');
    await phone.chooses('consent:yes');
    await phone.says(postcode);
    expect(phone.wire()).toContain(all.offices[city].name);
    await phone.chooses('age:skip');
    await phone.chooses('asylum:skip');
    await phone.chooses(`counselor:${all.speakerOf(language).id}`);
    await phone.says(clientWords[language].concern);
  }

  async function openWhatAppeared(page: Page, phone: MessengerPhone, { language }: Way) {
    const id = await phone.conversationId();
    const row = page
      .getByRole('list', { name: 'Conversations' })
      .locator(`[data-conversation="${id}"]`);
    await row.click();
    await thread(page).getByText(clientWords[language].concern).first().waitFor();
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  }

  async function readTheContext(page: Page, { named, postcode, city, language }: Way) {
    const panel = page.getByRole('button', { name: 'Show what is known about this person' });
    if ((await panel.getAttribute('aria-expanded')) === 'false') await panel.click();
    const told = page.locator('section', {
      has: page.getByRole('heading', { name: 'Told to the assistant' }),
    });
    await told.getByText(all.offices[city].name).waitFor();
    const facts = await told.getByRole('definition').allTextContents();
    expect(facts).toEqual([
      named,
      'Housing',
      postcode,
      all.offices[city].name,
      expect.stringMatching(/^given on /),
    ]);
    const answers = await told.getByRole('listitem').allTextContents();
    expect(answers).toEqual([expect.stringMatching(new RegExp(`^[a-z-]+ ${language}`))]);
  }

  async function meetACrisis(page: Page, phone: MessengerPhone, { language }: Way) {
    await phone.says(clientWords[language].crisis);
    expect(phone.wire()).toContain(crisisCard(language, formOf(phone)));
    const banner = page.getByRole('alert').filter({ hasText: 'Crisis reported.' });
    await banner.getByRole('button', { name: 'I will see to it' }).click();
    await banner.waitFor({ state: 'detached' });
  }

  async function counsel(page: Page, phone: MessengerPhone, { reply, thanks }: Way) {
    const field = page.getByRole('textbox', { name: 'Reply' });
    await field.fill(reply);
    await field.press('Enter');
    await waitFor('the reply on the wire', () => phone.wire().includes(reply));
    await phone.writes(thanks);
    await thread(page).getByText(thanks).first().waitFor();
    const id = await phone.conversationId();
    await waitFor('the assistant to have read it', () => hasReadAll(id));
    const authors = (await threadOf(all.app, id)).slice(-2).map(({ author }) => author);
    expect(authors).toEqual(['counselor', 'contact']);
  }

  async function close(page: Page, phone: MessengerPhone, { language }: Way) {
    await page.getByRole('button', { name: 'Done, next' }).click();
    const farewell = say(language, 'closed', {}, formOf(phone));
    await waitFor('the farewell on the wire', () => phone.wire().includes(farewell));
  }

  const thread = (page: Page) => page.getByRole('log');
  const formOf = ({ channel }: MessengerPhone) =>
    channel.id === all.channels.sms.id ? 'sms' : 'full';

  /** Nothing of the contact waits for a step any more. */
  async function hasReadAll(conversationId: string): Promise<boolean> {
    const { rows } = await all.app.context.database.servicePool.query(
      `select from automation_path p where conversation_id = $1 and due_at is null and handled_seq >=
         (select max(seq) from message where conversation_id = $1 and direction = 'inbound')`,
      [conversationId],
    );
    return rows.length > 0;
  }
});
