import { describe, expect, it } from 'vitest';
import type { Capabilities, MediaKind, OutboundAttachment } from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';
import { planParts } from './plan-parts.ts';

const telegram = limitsOf('telegram', 'telegram');
const sms = limitsOf('twilio', 'sms');
const twilioWhatsapp = limitsOf('twilio', 'whatsapp');

describe('the calls of one message', () => {
  it('TGO04 one image takes a text of 1,024 units as its caption, of 1,025 as a message behind it', () => {
    const image = file('image');
    expect(planParts('x'.repeat(1024), [image], telegram)).toEqual([
      { text: 'x'.repeat(1024), attachments: [image] },
    ]);
    expect(planParts('x'.repeat(1025), [image], telegram)).toEqual([
      { text: null, attachments: [image] },
      { text: 'x'.repeat(1025), attachments: [] },
    ]);
  });

  it('a voice note carries no caption: the text follows it', () => {
    const voice = file('voice');
    expect(planParts('Hören Sie bitte', [voice], telegram)).toEqual([
      { text: null, attachments: [voice] },
      { text: 'Hören Sie bitte', attachments: [] },
    ]);
  });

  it('TGO05 of several files the text goes first, then the files in their order, pictures as one album', () => {
    const [one, two, pdf, three] = [file('image'), file('video'), file('document'), file('image')];
    expect(planParts('Vier Dateien', [one, two, pdf, three], telegram)).toEqual([
      { text: 'Vier Dateien', attachments: [] },
      { text: null, attachments: [one, two] },
      { text: null, attachments: [pdf] },
      { text: null, attachments: [three] },
    ]);
  });

  it('TGO05 an album holds at most ten', () => {
    const images = Array.from({ length: 11 }, () => file('image'));
    expect(planParts(null, images, telegram).map(({ attachments }) => attachments.length)).toEqual([
      10, 1,
    ]);
  });

  it('TWO03 WhatsApp through Twilio takes one file a call', () => {
    const files = [file('image'), file('image')];
    expect(
      planParts('Zwei', files, twilioWhatsapp).map(({ text, attachments }) => [
        text,
        attachments.length,
      ]),
    ).toEqual([
      ['Zwei', 0],
      [null, 1],
      [null, 1],
    ]);
  });

  it('TWO03 to an SMS files go as links on lines of their own', () => {
    expect(
      planParts(
        'Ihr Bescheid',
        [file('document', 'https://a.example/1'), file('image', 'https://a.example/2')],
        sms,
      ),
    ).toEqual([
      { text: 'Ihr Bescheid\nhttps://a.example/1\nhttps://a.example/2', attachments: [] },
    ]);
    expect(planParts(null, [file('image', 'https://a.example/2')], sms)).toEqual([
      { text: 'https://a.example/2', attachments: [] },
    ]);
  });

  it('no link is ever cut', () => {
    const link = `https://a.example/files/${'x'.repeat(70)}`;
    for (let length = 1400; length <= 1600; length += 7) {
      const parts = planParts('x'.repeat(length), [file('image', link)], sms);
      expect(parts.filter(({ text }) => text?.endsWith(link))).toHaveLength(1);
    }
  });

  it('the same message gives the same parts every time', () => {
    const text = 'Ein langer Satz. '.repeat(600);
    const files = [file('image'), file('image')];
    expect(planParts(text, files, telegram)).toEqual(planParts(text, files, telegram));
  });
});

function limitsOf(kind: string, messenger: 'telegram' | 'sms' | 'whatsapp'): Capabilities {
  const limits = adapters[kind]?.capabilities[messenger];
  if (!limits) throw new Error(`${kind} does not serve ${messenger}`);
  return limits;
}

function file(kind: MediaKind, url: string | null = null): OutboundAttachment {
  const bytes = Buffer.from('bytes');
  return {
    kind,
    fileName: `${kind}.bin`,
    mimeType: 'application/octet-stream',
    sizeBytes: 5,
    bytes,
    url,
  };
}
