import type { FaqEntry as FaqEntryResource } from '../contract/faq.ts';
import type { FaqEntry } from '../model/faq-entry.ts';
import type { FaqTranslation } from '../model/faq-translation.ts';

export function presentFaq(entry: FaqEntry, translations: FaqTranslation[]): FaqEntryResource {
  return {
    id: entry.id,
    key: entry.key,
    topic: entry.topic,
    risk: entry.risk,
    reviewBy: entry.reviewBy,
    validUntil: entry.validUntil ?? null,
    sources: entry.sources,
    triggers: entry.triggers,
    version: entry.version,
    isArchived: (entry.archivedAt ?? null) !== null,
    translations: translations
      .map(({ language, state, question, short, long, sms, basedOnVersion, updatedAt }) => ({
        language,
        state,
        question,
        short,
        long,
        sms,
        basedOnVersion,
        updatedAt: updatedAt.toISOString(),
      }))
      .sort((a, b) => a.language.localeCompare(b.language)),
    updatedAt: entry.updatedAt.toISOString(),
  };
}
