import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Office } from '../gateway/contract/office.ts';
import { addSimulator, write } from '../gateway/test/phone.ts';
import { addMember, password } from '../gateway/test/tenants.ts';
import { startTestApp, type TestApp } from '../gateway/test/test-app.ts';
import { launchBrowser, openPage } from './browser.ts';

describe('what a role sees', () => {
  let app: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    app = await startTestApp();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  /** What the page asked for and the server refused. */
  function refusalsOf(page: Page): string[] {
    const refusals: string[] = [];
    page.on('response', (response) => {
      if (response.status() === 403) refusals.push(`403 ${response.url()}`);
    });
    return refusals;
  }

  it('who only writes answers begins with the answers and is offered no conversations', async () => {
    await addMember(app, 'editor', ['faq_editor']);
    const { page } = await openPage(browser, app.url, '', { width: 1360 });
    const refusals = refusalsOf(page);
    await page.goto(app.url);
    await page.getByRole('textbox', { name: 'E-mail address' }).fill('editor@example.org');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${app.url}/faq`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');

    const menu = page.getByRole('navigation', { name: 'Main menu' });
    expect(
      await menu
        .getByRole('link')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href'))),
    ).toEqual(['/faq']);
    await page.keyboard.press('Control+KeyK');
    await page.getByRole('dialog').getByRole('textbox').fill('inbox');
    await page.keyboard.press('Escape');
    await menu.getByRole('button', { name: 'My account' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(await page.getByRole('link', { name: /profile|notifications/i }).count()).toBe(0);

    for (const path of ['/inbox/open', '/inbox/search?q=x', '/settings']) {
      await page.goto(app.url + path);
      await page.waitForURL(`${app.url}/faq`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    await page.waitForLoadState('networkidle');
    expect(refusals).toEqual([]);
  });

  it('who leads an office changes that one and finds no other', async () => {
    const [mine, other] = await Promise.all(
      ['Hafen', 'Nord'].map((name) => app.api.ok<Office>('POST', '/api/offices', { name })),
    );
    const lead = await addMember(app, 'lead', ['office_lead']);
    await app.api.ok('PATCH', `/api/counselors/${lead.id}`, { officeId: mine?.id });
    const { page } = await openPage(browser, app.url, lead.api.cookie);
    const refusals = refusalsOf(page);
    await page.goto(`${app.url}/settings/offices`);
    const main = page.getByRole('main');
    await main.getByRole('link', { name: /Hafen/ }).click();
    expect(await main.getByRole('button', { name: 'Delete office' }).count()).toBe(0);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Hafen und Speicher');
    await page.getByRole('button', { name: 'Save' }).click();
    await main.getByRole('link', { name: /Hafen und Speicher/ }).waitFor();
    expect(await main.getByText('Nord', { exact: true }).count()).toBe(0);
    expect(await main.getByRole('link', { name: /add|import/i }).count()).toBe(0);
    for (const path of [other?.id, 'new', 'import']) {
      await page.goto(`${app.url}/settings/offices/${path}`);
      await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    }
    expect(refusals).toEqual([]);
  });

  it('who cannot take a conversation gives it back before answering, and hears when it is too late', async () => {
    const channel = await addSimulator(app.api);
    const olena = await addMember(app, 'olena');
    const ids = await Promise.all([write(app.api, channel), write(app.api, channel)]);
    for (const id of ids)
      await app.api.ok('POST', `/api/conversations/${id}/assign`, { counselorId: olena.id });
    const { page } = await openPage(browser, app.url, olena.api.cookie, { width: 1360 });
    const decline = async (id: string) => {
      await page.goto(`${app.url}/inbox/all/${id}`);
      await page.getByRole('log').waitFor();
      await page.locator('body').press('a');
      await page.getByRole('option', { name: "I can't take this" }).click();
      await page.getByRole('dialog').getByLabel('Why? (optional)').selectOption('language');
    };
    const submit = page.getByRole('button', { name: 'Give back' });
    await decline(ids[0] ?? '');
    await submit.click();
    await page.getByText('The conversation is unassigned again.').waitFor();
    await page.getByRole('log').getByText(/olena/).first().waitFor();

    await decline(ids[1] ?? '');
    await app.api.ok('POST', `/api/conversations/${ids[1]}/assign`, { counselorId: null });
    await submit.click();
    await page
      .getByRole('dialog')
      .getByText(/no longer possible/)
      .waitFor();
  });

  it('everybody who counsels finds their profile in the account menu', async () => {
    const { page } = await openPage(browser, app.url, app.api.cookie, { width: 390 });
    await page.goto(`${app.url}/inbox/open`);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('link', { name: 'My profile' }).click();
    await page.getByRole('heading', { level: 1, name: 'My profile' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
