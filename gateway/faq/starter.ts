import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { faqRisks } from '../contract/faq.ts';
import { topicKeys } from '../contract/conversation.ts';

/** Languages of the content that ships with the product. */
export const starterLanguages = ['de', 'en', 'ru', 'ar', 'uk', 'tr', 'fa'] as const;

const entrySchema = z.array(
  z.object({
    key: z.string(),
    topic: z.enum(topicKeys),
    risk: z.enum(faqRisks),
    reviewBy: z.iso.date(),
    sources: z.array(z.object({ authority: z.string(), url: z.url(), checkedOn: z.iso.date() })),
  }),
);
const triggerSchema = z.record(z.string(), z.record(z.string(), z.array(z.string())));
const textSchema = z.record(
  z.string(),
  z.object({ question: z.string(), short: z.string(), long: z.string(), sms: z.string() }),
);

export type StarterEntry = z.infer<typeof entrySchema>[number] & {
  triggers: Record<string, string[]>;
  texts: ({ language: string } & z.infer<typeof textSchema>[string])[];
};

/** The answers that ship with the product, in seven languages. Translations were written by machine. */
export function readStarter(): StarterEntry[] {
  const texts = starterLanguages.map(
    (language) => [language, textSchema.parse(readJson(language))] as const,
  );
  const triggers = triggerSchema.parse(readJson('triggers'));
  return entrySchema.parse(readJson('entries')).map((entry) => ({
    ...entry,
    triggers: triggers[entry.key] ?? {},
    texts: texts.flatMap(([language, all]) => {
      const found = all[entry.key];
      return found ? [{ language, ...found }] : [];
    }),
  }));
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'starter', `${name}.json`), 'utf8'));
}
