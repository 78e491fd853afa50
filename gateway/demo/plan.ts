import { createHash } from 'node:crypto';
import type { Messenger, Sender } from '../../adapters/adapter.ts';
import type { ChannelKey } from './channels.ts';
import { placeLines } from './place-lines.ts';
import { storiesByLanguage } from './stories.ts';
import { languages, readScript, type Language, type Line, type Story } from './story.ts';

/** A line with its place in time and what its provider calls it. */
export type PlannedLine = Line & {
  index: number;
  at: Date;
  externalId: string;
  providerOrder: number | null;
};
export type Plan = { story: Story; language: Language; sender: Sender; lines: PlannedLine[] };

const messengers: Record<ChannelKey, Messenger> = {
  telegram: 'telegram',
  sms: 'sms',
  whatsappTwilio: 'whatsapp',
  whatsappCloud: 'whatsapp',
  simulator: 'simulator',
};

/** All stories as of `now`, each with an address that nobody has. */
export function planStories(now: Date): Plan[] {
  const told = languages.flatMap((language) =>
    storiesByLanguage[language].map((story) => ({ language, story })),
  );
  return told.map(({ language, story }, number) => {
    const lines = readScript(story.script);
    const times = placeLines(story.begins, lines, now);
    return {
      story,
      language,
      sender: senderOf(story, language, number),
      lines: lines.map((line, index) => {
        const at = times[index] ?? now;
        return { ...line, index, at, ...providerNames(story.channel, number, index, at) };
      }),
    };
  });
}

/** The line that a line quotes, counted upwards. */
export function quotedLine({ lines }: Plan, line: PlannedLine): PlannedLine | undefined {
  const above = line.tags.get('quotes');
  return above === undefined ? undefined : lines[line.index - Number(above)];
}

/**
 * Telegram ids far beyond those given out, and mobile numbers kept free for films and novels.
 * Source: https://www.bundesnetzagentur.de (Nummern für Medienproduktionen), 0171 39200 00 to 99
 */
function senderOf(story: Story, language: Language, number: number): Sender {
  const phone = `4917139200${String(number).padStart(2, '0')}`;
  const urns: Record<ChannelKey, string> = {
    telegram: `telegram:${telegramId(number)}`,
    sms: `tel:+${phone}`,
    whatsappTwilio: `whatsapp:${phone}`,
    whatsappCloud: `whatsapp:${phone}`,
    simulator: `simulator:${story.phone?.id ?? `demo-${number}`}`,
  };
  return {
    urn: urns[story.channel],
    messenger: story.phone?.messenger ?? messengers[story.channel],
    language,
    ...(story.name && { displayName: story.name }),
  };
}

function providerNames(channel: ChannelKey, number: number, index: number, at: Date) {
  const hash = createHash('sha256').update(`demo ${number} ${index}`).digest('hex');
  switch (channel) {
    case 'telegram':
      return { externalId: `${telegramId(number)}:${index + 1}`, providerOrder: index + 1 };
    case 'whatsappCloud':
      return {
        externalId: `wamid.${Buffer.from(hash.slice(0, 30)).toString('base64')}`,
        providerOrder: Math.floor(at.getTime() / 1000),
      };
    case 'simulator':
      return { externalId: `demo-${hash.slice(0, 16)}`, providerOrder: at.getTime() };
    default:
      return { externalId: `SM${hash.slice(0, 32)}`, providerOrder: null };
  }
}

function telegramId(number: number): number {
  return 900_000_000_000 + number;
}
