import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../gateway/demo/seed.ts';
import { signIn } from '../gateway/test/api-client.ts';
import { startTestApp } from '../gateway/test/test-app.ts';
import { launchBrowser, openPage, type OpenPage } from './browser.ts';
import { readPlaces, showScreen, type Screen } from './screens.ts';

/** The dark theme differs in colours only. */
const rulesOfColor = ['color-contrast', 'link-in-text-block'];
const rulesOfTouch = ['target-size', 'region', 'scrollable-region-focusable'];
/** A small phone, a phone, and a laptop at 200 %. */
const narrowWidths = [320, 390, 640];

const languages = ['de', 'ar'] as const;
type Language = (typeof languages)[number];
type Signed = { in: OpenPage; out: OpenPage };
type Scene = {
  url: string;
  places: Map<string, string>;
  pages: Record<Language, Signed>;
  stop(): Promise<void>;
};

/** Declares a test for each screen and direction of writing: both themes, and the widths it has to fit into. */
export function checkEveryLook(title: string, screens: readonly Screen[]): void {
  describe(title, () => {
    let scene: Scene;
    beforeAll(async () => {
      scene = await startScene();
    });
    afterAll(() => scene?.stop());

    describe.each(languages)('in %s', (language) => {
      it.each(screens)(
        '$name: axe finds nothing, light and dark, from 320 px on',
        async (screen) => {
          const opened = scene.pages[language][screen.isSignedOut ? 'out' : 'in'];
          await check(opened, screen, scene);
          expect(await opened.page.evaluate(() => document.dir)).toBe(
            language === 'ar' ? 'rtl' : 'ltr',
          );
        },
      );
    });
  });
}

async function check(opened: OpenPage, screen: Screen, { url, places }: Scene): Promise<void> {
  const { page } = opened;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 844 });
  await showScreen(page, url, screen, places);
  await expectEveryLook(opened);
}

/** What a page shows just now, in both themes and at all widths; it begins in the light one. */
export async function expectEveryLook({ page, foreign }: OpenPage): Promise<void> {
  expect(await findings(page), 'light').toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction(
    () => document.documentElement.dataset['mantineColorScheme'] === 'dark',
  );
  expect(await findings(page, rulesOfColor), 'dark').toEqual([]);
  for (const width of narrowWidths) {
    await page.setViewportSize({ width, height: 844 });
    // What floats follows the window a frame later.
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), {
        message: `${width} px`,
        timeout: 3000,
      })
      .toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await findings(page, rulesOfTouch), 'phone').toEqual([]);
  expect(foreign).toEqual([]);
}

/** The demo in the product itself, and browsers that speak each of the languages. */
async function startScene(): Promise<Scene> {
  const app = await startTestApp();
  await seedDemo(app.context);
  const api = await signIn(app.url, 'admin@demo.example', 'nordlicht-demo');
  const browser = await launchBrowser();
  const open = async (locale: string): Promise<Signed> => ({
    in: await openPage(browser, app.url, api.cookie, { locale }),
    out: await openPage(browser, app.url, '', { locale }),
  });
  return {
    url: app.url,
    places: await readPlaces(api),
    pages: { de: await open('de-DE'), ar: await open('ar') },
    async stop() {
      await browser.close();
      await app.stop();
    },
  };
}

/** What axe finds, one line each. Legacy mode looks at this one page; there are no frames of others in it. */
async function findings(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
