import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../gateway/contract/conversation.ts';
import { addSimulator, note, write } from '../gateway/test/phone.ts';
import { addMember, type Member } from '../gateway/test/tenants.ts';
import { startTestApp, type TestApp } from '../gateway/test/test-app.ts';
import { launchBrowser, openPage } from './browser.ts';

describe('views', () => {
  let app: TestApp;
  let browser: Browser;
  let olena: Member;
  let hers: Page;
  let mine: Page;
  let ids: string[] = [];

  beforeAll(async () => {
    app = await startTestApp();
    const channel = await addSimulator(app.api);
    olena = await addMember(app, 'Olena');
    ids = await Promise.all([1, 2, 3, 4, 5, 6].map(() => write(app.api, channel)));
    for (const id of ids.slice(0, 2))
      await app.api.ok('POST', `/api/conversations/${id}/topic`, { topic: 'housing' });
    browser = await launchBrowser();
    ({ page: mine } = await openPage(browser, app.url, app.api.cookie, { width: 1440 }));
    ({ page: hers } = await openPage(browser, app.url, olena.api.cookie, { width: 1440 }));
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const rail = (page: Page) => page.getByRole('navigation', { name: 'Main menu' });
  const rows = (page: Page) =>
    page.getByRole('list', { name: 'Conversations' }).getByRole('listitem');

  async function expectClean(page: Page) {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([]);
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(tooWide).toBeLessThanOrEqual(0);
  }

  it('a filter is kept under a name, counted in the menu, shared, renamed, and deleting it is undone', async () => {
    await mine.goto(`${app.url}/inbox/open`);
    await rows(mine).nth(2).waitFor();
    await mine.getByRole('button', { name: 'Filter', exact: true }).click();
    await mine.getByRole('combobox', { name: 'Topic' }).click();
    await mine.getByRole('option', { name: 'Housing' }).click();
    await mine.keyboard.press('Escape');
    await mine.waitForURL(/topic=housing/);
    await rows(mine).nth(2).waitFor({ state: 'detached' });
    await rows(mine).nth(1).waitFor();

    await mine.getByRole('button', { name: 'Save as view' }).click();
    await mine.getByRole('textbox', { name: 'Name of the view' }).fill('Wohnen سكن');
    await mine.getByRole('button', { name: 'Save', exact: true }).click();
    await mine.getByRole('heading', { level: 1, name: 'Wohnen سكن' }).waitFor();
    await mine.reload();
    const entry = rail(mine).getByRole('link', { name: /Wohnen سكن.*\(2 conversations\)/ });
    await entry.waitFor();
    expect(await entry.getAttribute('aria-current')).toBe('page');
    await expectClean(mine);

    await hers.goto(`${app.url}/inbox/open`);
    await rows(hers).nth(2).waitFor();
    expect(
      await rail(hers)
        .getByRole('link', { name: /Wohnen/ })
        .count(),
    ).toBe(0);
    await mine.getByRole('button', { name: /“Wohnen سكن”: more/ }).click();
    await mine.getByRole('menuitem', { name: 'Share with everybody' }).click();
    await rail(hers)
      .getByRole('link', { name: /Wohnen/ })
      .click();
    await rows(hers).nth(2).waitFor({ state: 'detached' });
    await hers.getByRole('button', { name: /“Wohnen سكن”: more/ }).click();
    await hers.getByRole('menuitem', { name: 'Move up in the menu' }).waitFor();
    expect(await hers.getByRole('menuitem', { name: 'Delete view' }).count()).toBe(0);
    await hers.keyboard.press('Escape');

    await mine.getByRole('button', { name: /“Wohnen سكن”: more/ }).click();
    await mine.getByRole('menuitem', { name: 'Delete view' }).click();
    await rail(hers)
      .getByRole('link', { name: /Wohnen/ })
      .waitFor({ state: 'detached' });
    await mine.getByRole('button', { name: 'Undo' }).click();
    await rail(hers)
      .getByRole('link', { name: /Wohnen/ })
      .waitFor();
  });

  it('a mention shows at once in the menu of who is named, opens its note, and is read with it', async () => {
    await hers.goto(`${app.url}/inbox/open`);
    const mentions = rail(hers).getByRole('link', { name: /Mentions/ });
    await mentions.waitFor();
    expect(await mentions.textContent()).not.toContain('1');
    await note(app.api, ids[2] ?? '', { text: 'Bitte übernimm das', mentionIds: [olena.id] });
    await rail(hers).getByRole('link', { name: 'Mentions (1 conversation)' }).click();
    await rows(hers).getByRole('img', { name: 'You were mentioned in a note' }).waitFor();
    await rows(hers).first().getByRole('link').click();
    await hers.getByRole('log').getByText('Bitte übernimm das').waitFor();
    expect(new URL(hers.url()).hash).toMatch(/^#m-/);
    await rail(hers).getByRole('link', { name: 'Mentions', exact: true }).waitFor();
    const after = await olena.api.ok<Conversation>('GET', `/api/conversations/${ids[2]}`);
    expect(after.hasUnreadMention).toBe(false);
  });

  it('back and forward walk through what was selected; on a phone the list keeps its place', async () => {
    await mine.goto(`${app.url}/inbox/open`);
    await rows(mine).nth(0).getByRole('link').click();
    await mine.waitForURL(/inbox\/open\/./);
    const first = mine.url();
    await rows(mine).nth(1).getByRole('link').click();
    await mine.waitForURL((url) => url.href !== first);
    await mine.goBack();
    await mine.waitForURL(first);

    const { page: phone } = await openPage(browser, app.url, app.api.cookie, {
      width: 320,
      height: 300,
    });
    await phone.goto(`${app.url}/inbox/open`);
    const list = phone.getByRole('list', { name: 'Conversations' });
    await rows(phone).nth(5).waitFor();
    await list.evaluate((element) => element.scrollTo(0, 150));
    // A click scrolls to what it clicks: the place is where the list stands after that, once a frame has told it so.
    const link = rows(phone).nth(4).getByRole('link');
    await link.click({ trial: true });
    const place = await list.evaluate(
      (element) =>
        new Promise<number>((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(element.scrollTop))),
        ),
    );
    expect(place).toBeGreaterThan(100);
    await link.click();
    await phone.getByRole('log').waitFor();
    await phone.goBack();
    await rows(phone).nth(4).waitFor();
    await phone.waitForFunction(
      (wanted) => document.querySelector('main [role=list]')?.scrollTop === wanted,
      place,
    );
    await phone.getByRole('button', { name: 'More', exact: true }).click();
    await phone.getByRole('dialog').getByRole('link', { name: 'Snoozed' }).waitFor();
    await expectClean(phone);
    await phone.context().close();
  });
});
