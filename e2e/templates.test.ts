import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addCorrespondent,
  requestsTo,
  type Correspondent,
} from '../gateway/test/correspondents.ts';
import { graphTemplate } from '../gateway/test/fake-graph-templates.ts';
import { startMessengers, type Messengers } from '../gateway/test/messengers.ts';
import { waitFor } from '../gateway/test/wait-for.ts';
import { launchBrowser, openPage, type OpenPage } from './browser.ts';

describe('a closed reply window', () => {
  let all: Messengers;
  let browser: Browser;
  let opened: OpenPage;
  let person: Correspondent;

  beforeAll(async () => {
    all = await startMessengers();
    const { api, context, url } = all.app;
    all.graph.templates = [
      graphTemplate('termin', 'de', 'Guten Tag {{1}}'),
      graphTemplate('termin', 'ar', 'مرحبا {{1}}، موعدك يوم {{2}}.'),
      graphTemplate('gruss', 'de', 'Guten Tag!'),
    ];
    await api.ok('POST', `/api/channels/${all.channels.whatsapp.id}/templates/sync`);
    person = await addCorrespondent(all, 'whatsapp');
    await context.database.servicePool.query(
      `with closed as (update conversation set reply_window_until = now() where id = $1 returning contact_id)
       update contact set language = 'ar' from closed where id = contact_id`,
      [person.conversationId],
    );
    browser = await launchBrowser();
    opened = await openPage(browser, url, api.cookie);
    await opened.page.goto(`${url}/inbox/all/${person.conversationId}`);
  });
  afterAll(async () => {
    await browser?.close();
    await all?.stop();
  });

  it('WAO03 offers the templates: chosen, filled and sent with the keyboard alone, in the language of the contact', async () => {
    const { page, foreign } = opened;
    const dialog = page.getByRole('dialog');
    const choose = page.getByRole('button', { name: 'Choose a template' });
    await choose.waitFor();
    expect(await page.getByRole('textbox', { name: 'Reply' }).count()).toBe(0);
    await choose.press('Enter');
    const first = dialog.getByRole('button', { name: /^termin/ });
    await waitFor('the first template to have the focus', () =>
      first.evaluate((element) => element === document.activeElement),
    );
    expect((await first.textContent()) ?? '').toContain('مرحبا');
    await page.keyboard.press('Enter');
    const language = dialog.getByLabel('Language');
    await language.waitFor();
    expect(await language.inputValue()).toBe('ar');
    const send = dialog.getByRole('button', { name: /^Send the template/ });
    expect(await send.getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Tab');
    await page.keyboard.type('أمينة');
    await page.keyboard.press('Tab');
    await page.keyboard.type('3 مايو');
    const preview = dialog.getByRole('region', { name: 'This is what the person reads' });
    expect(await preview.getByText('مرحبا أمينة، موعدك يوم 3 مايو.').count()).toBe(1);
    expect(await preview.locator('[lang=ar][dir=rtl]').count()).toBe(1);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);

    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('مرحبا أمينة، موعدك يوم 3 مايو.').waitFor();
    await page.getByRole('log').getByText('Template “termin”, Arabic').waitFor();
    const [{ fields } = { fields: {} }] = await waitFor('the template at the provider', () => {
      const requests = requestsTo(all, person);
      return requests.length > 0 && requests;
    });
    expect(fields).toMatchObject({
      template: {
        name: 'termin',
        language: { code: 'ar' },
        components: [{ parameters: [{ text: 'أمينة' }, { text: '3 مايو' }] }],
      },
    });
    expect(foreign).toEqual([]);
  });
});
