import { describe, expect, it } from 'vitest';
import type { Capabilities, Messenger, QuickReply } from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';
import { planParts } from './plan-parts.ts';
import { planQuickReplies } from './plan-quick-replies.ts';

const telegram = limitsOf('telegram', 'telegram');
const whatsapp = limitsOf('whatsapp-cloud', 'whatsapp');
const sms = limitsOf('twilio', 'sms');

const answer = (title: string, more: Partial<QuickReply> = {}) => ({ id: title, title, ...more });
const work = answer('Arbeit', { description: 'Stelle, Vertrag' });
const family = answer('Familie');
const page = answer('Zur Seite', { url: 'https://service.berlin.de/' });
const otherPage = answer('Zum Amt', { url: 'https://www.berlin.de/lea/' });
const place = answer('Standort', { isLocationRequest: true });
const form = answer('Formular', { form: { id: '4711' } });

describe('quick replies on a channel', () => {
  it.each(['http://localhost/', 'https://intern/', 'ftp://a.example/', 'https://', 'x'])(
    'TGO07 the address %s is left out, and said so',
    (url) => {
      expect(planQuickReplies([answer('Hier', { url }), page, family], telegram)).toEqual({
        replies: [page, family],
        lines: [],
        dropped: [{ reason: 'url_not_openable', count: 1 }],
      });
    },
  );

  it('TGO06 Telegram shows no descriptions: they stand in the text', () => {
    expect(planQuickReplies([work, family], telegram)).toEqual({
      replies: [work, family],
      lines: ['Arbeit: Stelle, Vertrag'],
      dropped: [],
    });
  });

  it('TGO06 on a keyboard that shares the place a page stands in the text', () => {
    expect(planQuickReplies([page, place, family], telegram)).toEqual({
      replies: [place, family],
      lines: ['Zur Seite: https://service.berlin.de/'],
      dropped: [],
    });
  });

  it('WAO05 of twelve answers WhatsApp shows ten, and it is said that two are missing', () => {
    const twelve = Array.from({ length: 12 }, (_, index) => answer(`Nr. ${index}`));
    const { replies, dropped } = planQuickReplies(twelve, whatsapp);
    expect(replies).toEqual(twelve.slice(0, 10));
    expect(dropped).toEqual([{ reason: 'too_many', count: 2 }]);
  });

  it('WAO05 place before form before page before answers; what gives way is numbered or written out', () => {
    const all = [family, page, form, place, work];
    expect(planQuickReplies(all, whatsapp)).toEqual({
      replies: [place],
      lines: ['1 Familie', '2 Arbeit: Stelle, Vertrag', 'Zur Seite: https://service.berlin.de/'],
      dropped: [{ reason: 'not_on_this_channel', count: 1 }],
    });
    expect(planQuickReplies([family, page, form], whatsapp).replies).toEqual([form]);
    expect(planQuickReplies([family, page], whatsapp)).toMatchObject({
      replies: [page],
      lines: ['1 Familie'],
    });
    expect(planQuickReplies([page, otherPage], whatsapp)).toEqual({
      replies: [page],
      lines: ['Zum Amt: https://www.berlin.de/lea/'],
      dropped: [],
    });
    expect(planQuickReplies([family, work], whatsapp)).toMatchObject({
      replies: [family, work],
      lines: [],
    });
  });

  it('an SMS numbers answers and writes pages out; place and form are left out', () => {
    expect(planQuickReplies([work, page, family, place, form], sms)).toEqual({
      replies: [],
      lines: ['1 Arbeit: Stelle, Vertrag', '2 Familie', 'Zur Seite: https://service.berlin.de/'],
      dropped: [{ reason: 'not_on_this_channel', count: 2 }],
    });
  });
});

describe('the calls of a message with something to tap', () => {
  const file = {
    kind: 'image' as const,
    fileName: 'a.png',
    mimeType: 'image/png',
    sizeBytes: 1,
    bytes: Buffer.from('x'),
    url: null,
  };

  it('files go first, the text with its replies last', () => {
    expect(planParts('Worum geht es?', [file], telegram, [family])).toEqual([
      { text: null, attachments: [file] },
      { text: 'Worum geht es?', attachments: [], quickReplies: [family] },
    ]);
  });

  it('WAO05 a text too long for buttons leaves its end to stand above them', () => {
    const text = `${'Ein Satz mit Wörtern. '.repeat(260)}Welche Sprache?`;
    const parts = planParts(text, [], whatsapp, [family]);
    expect(parts.map((part) => part.text?.length ?? 0)).toEqual([
      expect.toSatisfy((length: number) => length > 3000 && length <= 4096),
      expect.toSatisfy((length: number) => length > 0 && length <= 4096),
      expect.toSatisfy((length: number) => length > 0 && length <= 1024),
    ]);
    expect(parts.map((part) => part.quickReplies)).toEqual([undefined, undefined, [family]]);
    expect(parts.map((part) => part.text).join(' ')).toBe(text);
  });
});

function limitsOf(kind: string, messenger: Messenger): Capabilities {
  const limits = adapters[kind]?.capabilities[messenger];
  if (!limits) throw new Error(`${kind} does not serve ${messenger}`);
  return limits;
}
