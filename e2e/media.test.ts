import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attachment, Message } from '../gateway/contract/message.ts';
import { startFakeClamd, testVirus, type Clamd } from '../gateway/test/fake-clamd.ts';
import { fakeGraphCredentials, inboundMessage } from '../gateway/test/fake-graph-payloads.ts';
import { findMessage, startMessengers, type Messengers } from '../gateway/test/messengers.ts';
import { startRealClamd, whyNoClamd } from '../gateway/test/real-clamd.ts';
import { record, whyNoFfmpeg } from '../gateway/test/real-ffmpeg.ts';
import { pdf, svg } from '../gateway/test/sample-files.ts';
import { waitFor } from '../gateway/test/wait-for.ts';
import { launchBrowser, openPage } from './browser.ts';

const { phoneNumberId } = fakeGraphCredentials;
const mebibyte = 1024 * 1024;
const script = '<script>document.title = "ran"; window.ran = true</script>';

type File = { name?: string; type?: string; kind?: 'image' | 'document' | 'audio'; bytes: Buffer };

/** With the real clamd and ffmpeg where they are installed; what stands in for them is named. */
describe('files as the inbox shows them', () => {
  let all: Messengers;
  let clamd: Clamd;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let foreign: string[];
  let log: Locator;

  beforeAll(async () => {
    clamd = whyNoClamd ? await startFakeClamd() : await startRealClamd();
    for (const why of [whyNoClamd, whyNoFfmpeg]) if (why) console.warn(`files: ${why}`);
    all = await startMessengers({
      CLAMD_URL: clamd.address,
      FFMPEG_PATH: whyNoFfmpeg ? 'off' : 'ffmpeg',
    });
    browser = await launchBrowser();
    const { url, api } = all.app;
    ({ page, context, foreign } = await openPage(browser, url, api.cookie, { height: 1000 }));
    await page.addInitScript(hum);
    log = page.getByRole('log');
    const text = inboundMessage(phoneNumberId, {
      id: 'wamid.hello',
      text: 'Ich schicke Ihnen etwas',
    });
    await all.graph.deliver(all.channels.whatsapp.webhookUrl, text);
    const hello = await findMessage(all.app, all.channels.whatsapp, 'wamid.hello');
    await page.goto(`${url}/inbox/open/${hello?.conversationId}`);
    await log.getByText('Ich schicke Ihnen etwas').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await all?.stop();
    await clamd?.stop();
  });

  let nextId = 9600;
  /** Somebody sends a file by WhatsApp; gives it as it ended and the place where the open thread shows it. */
  async function receive(
    { name, type = 'application/octet-stream', kind = 'document', bytes }: File,
    trouble?: (id: string) => void,
  ): Promise<{ file: Attachment; shown: Locator }> {
    const id = String(++nextId);
    all.graph.files.set(id, { mimeType: type, bytes });
    trouble?.(id);
    const caption = `Datei ${id}`;
    const content = {
      id,
      mime_type: type,
      ...(name && { filename: name }),
      ...(kind !== 'audio' && { caption }),
    };
    const payload = inboundMessage(phoneNumberId, {
      id: `wamid.${id}`,
      type: kind,
      [kind]: content,
    });
    expect((await all.graph.deliver(all.channels.whatsapp.webhookUrl, payload)).status).toBe(200);
    const file = await waitFor(
      'the file to be fetched or given up',
      async () => {
        const message = await findMessage(all.app, all.channels.whatsapp, `wamid.${id}`);
        const [attachment] = (message as Message).attachments;
        return attachment?.state !== 'pending' && attachment;
      },
      40_000,
    );
    const articles = log.getByRole('article');
    return {
      file,
      shown: kind === 'audio' ? articles.last() : articles.filter({ hasText: caption }),
    };
  }

  async function stored(shown: Locator, name: string): Promise<string> {
    const download = page.waitForEvent('download');
    await shown.getByRole('link', { name: `Download ${name}` }).click();
    return (await download).suggestedFilename();
  }

  /** A microphone that hears a tone: the machine has none. */
  function hum(): void {
    navigator.mediaDevices.getUserMedia = async () => {
      const sound = new AudioContext();
      const tone = sound.createOscillator();
      const stream = sound.createMediaStreamDestination();
      tone.connect(stream);
      tone.start();
      return stream.stream;
    };
  }

  it('WAI09 a picture shows its preview in a frame of its shape, and the original when it is opened', async () => {
    const bytes = await sharp({
      create: { width: 1600, height: 1000, channels: 3, background: '#0f6e6e' },
    })
      .jpeg()
      .toBuffer();
    const { file, shown } = await receive({ kind: 'image', type: 'image/jpeg', bytes });
    const picture = shown.locator('img');
    await waitFor('the preview', () =>
      picture.evaluate((img: HTMLImageElement) => img.naturalWidth > 0),
    );
    const { src, width } = await picture.evaluate((img: HTMLImageElement) => ({
      src: img.getAttribute('src'),
      width: img.naturalWidth,
    }));
    expect({ src, width }).toEqual({ src: file.previewUrl, width: 1200 });
    const frame = await shown.getByRole('button', { name: /large/ }).boundingBox();
    expect((frame?.width ?? 0) / (frame?.height ?? 1)).toBeCloseTo(1.6, 1);
    const asked = page.waitForRequest((request) => request.url().endsWith(file.url ?? '-'));
    await shown.getByRole('button', { name: /large/ }).click();
    await asked;
    await page.keyboard.press('Escape');
  });

  it('WAI09 a file of 20 MB arrives, also after the provider failed three times', async () => {
    const bytes = Buffer.concat([pdf, Buffer.alloc(20 * mebibyte - pdf.length, ' ')]);
    const { file, shown } = await receive(
      { name: 'Gutachten.pdf', type: 'application/pdf', bytes },
      () => all.graph.failNext({ endpoint: 'download', status: 503, body: 'busy', times: 3 }),
    );
    expect(file).toMatchObject({ state: 'ready', sizeBytes: 20 * mebibyte });
    await shown.getByText('21 MB').waitFor();
    expect(await stored(shown, 'Gutachten.pdf')).toBe('Gutachten.pdf');
  });

  it('X16 a file that is too large stands there with its size', async () => {
    const { shown } = await receive({ name: 'Video.mp4', bytes: pdf }, (id) =>
      all.graph.files.set(id, { mimeType: 'video/mp4', bytes: pdf, fileSize: 40_000_000 }),
    );
    await shown.getByText('Too large to be fetched.').waitFor();
    await shown.getByText('40 MB').waitFor();
  });

  it.each(['http://169.254.169.254/latest/meta-data', 'http://127.0.0.1:1/'])(
    'X16 a file behind a redirect to %s is not fetched, and the message is shown',
    async (location) => {
      const { shown } = await receive({ name: 'Rechnung.pdf', bytes: pdf }, () =>
        all.graph.failNext({ endpoint: 'download', status: 302, body: '', headers: { location } }),
      );
      await shown.getByText('Rechnung.pdf').waitFor();
      await shown.getByText('Not available from the messenger.').waitFor();
    },
  );

  it('X17 a drawing that may run is offered to be stored, never drawn', async () => {
    const { file, shown } = await receive({
      name: 'zeichnung.svg',
      type: 'image/svg+xml',
      bytes: svg,
    });
    expect(await stored(shown, 'zeichnung.svg')).toBe('zeichnung.svg');
    expect(await shown.locator('img').count()).toBe(0);
    expect(await runs(file)).toBe('stored');
  });

  it('X17 a page behind the first bytes of a picture is offered to be stored, never shown', async () => {
    const bytes = Buffer.from(`GIF89a/*${script}*/=1;`);
    const { file, shown } = await receive({ name: 'bild.gif', type: 'image/gif', bytes });
    await shown.getByRole('link', { name: 'Download bild.gif' }).waitFor();
    expect(await shown.locator('img').count()).toBe(0);
    expect(await runs(file)).toBe('stored');
  });

  it('X17 a picture with a page behind its end is a picture and nothing else', async () => {
    const picture = await sharp({
      create: { width: 90, height: 60, channels: 3, background: '#723' },
    })
      .jpeg()
      .toBuffer();
    const bytes = Buffer.concat([picture, Buffer.from(`<html>${script}</html>`)]);
    const { file, shown } = await receive({ kind: 'image', type: 'image/jpeg', bytes });
    await shown.locator('img').waitFor();
    expect(await runs(file)).toBe('image/jpeg');
  });

  it('WAI09 "null.pdf" and an Arabic name are shown as they are, each in its own direction', async () => {
    const arabic = 'شهادة الميلاد.pdf';
    for (const [name, direction] of [
      ['null.pdf', 'ltr'],
      [arabic, 'rtl'],
    ] as const) {
      const { shown } = await receive({ name, type: 'application/pdf', bytes: pdf });
      const label = shown.getByRole('link').locator('bdi', { hasText: name });
      await label.waitFor();
      expect(await label.evaluate((element) => getComputedStyle(element).direction)).toBe(
        direction,
      );
      expect(await stored(shown, name)).toBe(name);
    }
    const { shown } = await receive({ type: 'application/pdf', bytes: pdf });
    expect(await stored(shown, 'Document')).toBe('document.pdf');
  });

  it(`an infected file is blocked with its reason, by ${whyNoClamd ? 'a stand-in of clamd' : 'the real clamd'}`, async () => {
    const { file, shown } = await receive({ name: 'rechnung.doc', bytes: testVirus });
    expect(file).toMatchObject({ state: 'blocked', blockedReason: 'infected' });
    await shown.getByText('Blocked: this file may be harmful.').waitFor();
    expect(await shown.getByRole('link', { name: /Download/ }).count()).toBe(0);
    const field = page.locator('input[type=file]').first();
    await field.setInputFiles({
      name: 'antrag.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.concat([pdf, testVirus]),
    });
    const tray = page.getByRole('list', { name: 'Attached files' });
    await tray.getByText('This file was refused by the virus check.').waitFor();
    await tray.getByRole('button', { name: 'Remove' }).click();
  });

  it.skipIf(whyNoFfmpeg)('WAI09 a voice note plays', async () => {
    const { file, shown } = await receive({
      kind: 'audio',
      type: 'audio/ogg',
      bytes: await record('ogg'),
    });
    expect(file.playableUrl).not.toBe(null);
    await shown.getByRole('button', { name: 'Play' }).click();
    const player = shown.locator('audio');
    await waitFor('the sound', () =>
      player.evaluate((audio: HTMLAudioElement) => audio.currentTime > 0.1 || audio.ended),
    );
  });

  it('a recording goes out as the voice note that WhatsApp shows, or the inbox says that it does not', async () => {
    await page.getByRole('button', { name: 'Record a voice message' }).click();
    await page.getByText(/Recording 0:0[1-9]/).waitFor();
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    const tray = page.getByRole('list', { name: 'Attached files' });
    await tray.getByText('Voice message').waitFor();
    const send = page.getByRole('button', { name: 'Send', exact: true });
    await waitFor('the upload to be done', () => send.isEnabled());
    const hint = tray.getByText('Goes out as an audio file');
    expect(await hint.count()).toBe(whyNoFfmpeg ? 1 : 0);
    await send.click();
    const sent = await waitFor('the voice note', () =>
      all.graph.requests.find(({ fields }) => fields['type'] === 'audio'),
    );
    const { id, voice } = sent.fields['audio'] as { id: string; voice?: boolean };
    if (whyNoFfmpeg) return;
    expect(voice).toBe(true);
    const note = all.graph.files.get(id);
    expect(note?.mimeType).toBe('audio/ogg; codecs=opus');
    expect(note?.bytes.subarray(0, 200).includes('OpusHead')).toBe(true);
  });

  it('nothing was asked of anybody but us', () => {
    expect(foreign).toEqual([]);
  });

  /** Opens the address of a file by itself: what became of it, and that nothing in it ran. */
  async function runs({ url }: Attachment): Promise<string> {
    const other = await context.newPage();
    try {
      const download = other.waitForEvent('download').then(
        () => 'stored',
        () => 'nothing',
      );
      const opened = other.goto(all.app.url + url).then(
        () => other.evaluate(() => document.contentType),
        () => download,
      );
      const outcome = await opened;
      expect(await other.evaluate(() => 'ran' in window || document.title === 'ran')).toBe(false);
      return outcome;
    } finally {
      await other.close();
    }
  }
});
