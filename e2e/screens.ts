import type { Page } from '@playwright/test';
import type { Channel } from '../gateway/contract/channel.ts';
import type { Conversation } from '../gateway/contract/conversation.ts';
import type { FaqEntry } from '../gateway/contract/faq.ts';
import { dialogues, type Dialogue, type DialogueKey } from '../gateway/demo/dialogues.ts';
import type { ApiClient } from '../gateway/test/api-client.ts';
import { inAnyLanguage } from './any-language.ts';

export type Screen = {
  name: string;
  /** `:ar` stands for the conversation of the Arabic speaker, `:telegram` for the Telegram channel, and so on. */
  path: string;
  /** Brings the page into the state that is looked at; by keys, since words differ between languages. */
  open?: (page: Page) => Promise<void>;
  isSignedOut?: true;
};

/** Where the work is done. */
export const inboxScreens: readonly Screen[] = [
  { name: 'inbox', path: '/inbox/open' },
  { name: 'thread', path: '/inbox/all/:de' },
  { name: 'thread-arabic', path: '/inbox/all/:ar' },
  { name: 'search', path: '/inbox/search?q=termin' },
  { name: 'mentions', path: '/inbox/mentions' },
  { name: 'alert', path: '/inbox/all/:crisis' },
  { name: 'automated', path: '/inbox/automated/:onTheWay' },
  { name: 'assistant', path: '/inbox/all/:russian' },
  { name: 'filtered', path: '/inbox/all?topic=housing&language=ru' },
];

/** What opens on a key over it. */
export const openedScreens: readonly Screen[] = [
  { name: 'note', path: '/inbox/all/:ru', open: (page) => press(page, 'n') },
  { name: 'assign', path: '/inbox/all/:uk', open: (page) => press(page, 'a') },
  { name: 'palette', path: '/inbox/all/:ru', open: (page) => press(page, 'Control+KeyK') },
  { name: 'selected', path: '/inbox/open', open: selectFirst },
  { name: 'keys', path: '/inbox/open', open: (page) => press(page, '?') },
];

/** What opens over a view or a conversation. */
export const dialogScreens: readonly Screen[] = [
  { name: 'hand-over', path: '/inbox/all/:uk', open: openHandOver },
  { name: 'filter', path: '/inbox/all', open: openFilter },
  {
    name: 'save-view',
    path: '/inbox/all?topic=housing',
    open: (page) => click(page, 'views', 'saveAs'),
  },
];

/** Where the channels are set up. */
export const channelScreens: readonly Screen[] = [
  { name: 'channels', path: '/settings/channels' },
  { name: 'channel-new', path: '/settings/channels/new' },
  { name: 'channel-form', path: '/settings/channels/new/whatsapp-cloud' },
  { name: 'channel-telegram', path: '/settings/channels/:telegram' },
  { name: 'channel-whatsapp', path: '/settings/channels/:whatsapp-cloud' },
  { name: 'channel-log', path: '/settings/channels/:telegram/log' },
];

/** Where people are sent: our offices, and who helps better elsewhere. */
export const officeScreens: readonly Screen[] = [
  { name: 'offices', path: '/settings/offices' },
  { name: 'office', path: '/settings/offices/:office' },
  { name: 'office-hours', path: '/settings/offices/:office', open: scrollToHours },
  { name: 'office-import', path: '/settings/offices/import', open: previewImport },
  { name: 'rules', path: '/settings/rules' },
  { name: 'rules-told', path: '/settings/rules', open: showTold },
  { name: 'rule', path: '/settings/rules/asylum-procedure-advice' },
];

/** What else is set up. */
export const settingsScreens: readonly Screen[] = [
  { name: 'counselors', path: '/settings/counselors' },
  { name: 'profile', path: '/settings/profile' },
  { name: 'profile-hours', path: '/settings/profile', open: scrollToWeek },
  { name: 'saved-replies', path: '/settings/saved-replies' },
  { name: 'saved-reply-new', path: '/settings/saved-replies/new' },
  { name: 'labels', path: '/settings/labels' },
  { name: 'notifications', path: '/settings/notifications' },
  { name: 'tokens', path: '/settings/tokens' },
];

/** The answers that are sent by themselves. */
export const faqScreens: readonly Screen[] = [
  { name: 'faq', path: '/faq' },
  { name: 'faq-entry', path: '/faq/entries/:faq?language=ar' },
  { name: 'faq-new', path: '/faq/entries/new' },
  { name: 'faq-preview', path: '/faq/entries/:faq/preview?language=ar' },
  { name: 'faq-sent', path: '/faq/entries/:faq/sent' },
  { name: 'faq-approve', path: '/faq/approve' },
  { name: 'faq-calendar', path: '/faq/calendar' },
  { name: 'faq-questions', path: '/faq/questions' },
  { name: 'faq-sources', path: '/faq/sources' },
  { name: 'faq-try', path: '/faq/try' },
];

/** Before and beside the work. */
export const otherScreens: readonly Screen[] = [
  { name: 'sign-in', path: '/login', isSignedOut: true },
  { name: 'welcome', path: '/welcome' },
  { name: 'simulator', path: '/simulator' },
  { name: 'dialogue-ar', path: '/simulator', open: showDialogue('arabic') },
  { name: 'dialogue-ru', path: '/simulator', open: showDialogue('russian') },
  { name: 'dialogue-de', path: '/simulator', open: showDialogue('german') },
  { name: 'not-found', path: '/nowhere' },
];

/** Every screen over the demo's data, for eyes (`screenshots.ts`) and for axe (`accessibility-*.test.ts`). */
export const screens: readonly Screen[] = [
  ...inboxScreens,
  ...openedScreens,
  ...dialogScreens,
  ...channelScreens,
  ...officeScreens,
  ...settingsScreens,
  ...faqScreens,
  ...otherScreens,
];

/** What `:ar` or `:telegram` in the path of a screen stands for. */
export async function readPlaces(api: ApiClient): Promise<Map<string, string>> {
  const conversations = await api.ok<{ items: Conversation[] }>(
    'GET',
    '/api/conversations?status=all&limit=100',
  );
  const channels = await api.ok<{ items: Channel[] }>('GET', '/api/channels');
  const faqs = await api.ok<{ items: FaqEntry[] }>('GET', '/api/faqs?limit=1');
  const offices = await api.ok<{ items: { id: string }[] }>('GET', '/api/offices');
  return new Map([
    ['faq', faqs.items[0]?.id ?? ''] as const,
    ['office', offices.items[0]?.id ?? ''] as const,
    ...channels.items.map(({ kind, id }) => [kind, id] as const),
    ...conversations.items.map(({ contact, id }) => [contact.language ?? '', id] as const),
    ...Object.entries<Dialogue>(dialogues).map(([key, { phone }]) => {
      const found = conversations.items.find(({ contact }) => contact.displayName === phone.name);
      return [key, found?.id ?? ''] as const;
    }),
  ]);
}

/** Opens a screen and waits until nothing loads any more. */
export async function showScreen(
  page: Page,
  url: string,
  screen: Screen,
  places: Map<string, string>,
): Promise<void> {
  const path = screen.path.replace(/:([\w-]+)/, (_, name: string) => places.get(name) ?? name);
  await page.goto(url + path);
  await settle(page);
  await screen.open?.(page);
  await settle(page);
}

async function settle(page: Page): Promise<void> {
  await page.getByRole('heading').or(page.getByRole('list')).first().waitFor();
  await page.waitForFunction(
    () => !document.querySelector('[class*=Skeleton], [class*=Loader-root], [aria-busy=true]'),
  );
}

async function openFilter(page: Page): Promise<void> {
  await page.locator('button:has(.tabler-icon-filter)').click();
  await page.getByRole('dialog').waitFor();
}

async function openHandOver(page: Page): Promise<void> {
  await press(page, 'a');
  await page
    .getByRole('option')
    .filter({ hasText: inAnyLanguage('triage', 'assign.handOver') })
    .click();
  await page.getByRole('dialog').getByRole('textbox').first().waitFor();
}

async function click(page: Page, namespace: string, key: string): Promise<void> {
  await page.getByRole('button', { name: inAnyLanguage(namespace, key) }).click();
  await page.getByRole('dialog').waitFor();
}

/** The phone of somebody who has written with the assistant, as long as their conversation. */
function showDialogue(key: DialogueKey): (page: Page) => Promise<void> {
  const { phone, language } = dialogues[key];
  return async (page) => {
    await page.evaluate(
      (clients) => localStorage.setItem('lotse.simulator.clients', clients),
      JSON.stringify([{ ...phone, language, openings: [] }]),
    );
    await page.reload();
    await page.getByRole('button').filter({ hasText: phone.name }).click();
    await page.locator('article').nth(8).waitFor();
    const bottom = await page.locator('section:has(> [role=log])').evaluate((section) => {
      section.style.setProperty('block-size', 'auto');
      return section.getBoundingClientRect().bottom;
    });
    const width = page.viewportSize()?.width ?? 1280;
    await page.setViewportSize({ width, height: Math.ceil(bottom) + 120 });
  };
}

/** Opens the first conversation and ticks it. */
async function selectFirst(page: Page): Promise<void> {
  await press(page, 'j');
  await page.getByRole('log').waitFor();
  await press(page, 'x');
}

/** The week of an office, with a closure that is being added. */
async function scrollToHours(page: Page): Promise<void> {
  await page.locator('form section').nth(3).getByRole('button').last().click();
  await page
    .locator('form section')
    .nth(2)
    .evaluate((section) => section.scrollIntoView());
}

/** The working times and absences of a profile. */
async function scrollToWeek(page: Page): Promise<void> {
  await page.locator('input[type=time]').first().scrollIntoViewIfNeeded();
  await page
    .locator('fieldset')
    .last()
    .evaluate((week) => week.scrollIntoView());
}

/** A list with something new, something changed and something that can't be read. */
async function previewImport(page: Page): Promise<void> {
  const rows = [
    'Kennung;Name;PLZ;Ort;E-Mail;Öffnungszeiten;Bemerkung',
    'NL-01;Beratungsstelle Hafenviertel;20457;Hamburg;;;',
    'NL-04;Beratungsstelle Am Kanal;24103;Kiel;kanal@nordlicht.example;Mo-Do 9-12, 13-16;neu',
    'NL-05;Beratungsstelle Nordstadt;241;Kiel;nordstadt;Mo ab 9;',
  ];
  await page.locator('input[type=file]').setInputFiles({
    name: 'beratungsstellen.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(rows.join('\n')),
  });
  await page.getByRole('status').getByText(/1/).first().waitFor();
}

async function press(page: Page, key: string): Promise<void> {
  await page.locator('body').press(key);
}

/** What an invented client would be told, below the list. */
async function showTold(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  // Where all rules are drafts nobody is told anything.
  const told = page.locator('[lang="fa"]').or(page.locator('main input[type="date"]'));
  await told.last().scrollIntoViewIfNeeded();
}
