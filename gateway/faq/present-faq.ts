import type { FaqEntry as FaqEntryResource } from '../contract/faq.ts';
import type { FaqEntry } from '../model/faq-entry.ts';
import type { Freeze } from './freeze-sources.ts';
import type { FaqTranslation } from '../model/faq-translation.ts';

export function presentFaq(
  entry: FaqEntry,
  translations: FaqTranslation[],
  freezes: Map<string, Freeze>,
): FaqEntryResource {
  const freeze = entry.sources.flatMap(({ url }) => freezes.get(url) ?? [])[0];
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
    ownerId: entry.ownerId ?? null,
    frozen: freeze ? { url: freeze.url, reason: freeze.reason, at: freeze.at } : null,
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
