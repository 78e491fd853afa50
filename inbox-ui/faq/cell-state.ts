import type { FaqEntry } from '../../gateway/contract/faq.ts';
import { withheldReason, type WithheldReason } from '../../gateway/contract/faq-state.ts';

/** How the text of an answer in one language stands. `withheld`: approved, and still not sent today. */
export const cellStates = [
  'approved',
  'outdated',
  'draft',
  'missing',
  'withheld',
  'archived',
] as const;
export type CellState = (typeof cellStates)[number];
export type Cell = { state: CellState; reason: WithheldReason | null };

export function cellOf(entry: FaqEntry, language: string, day: string): Cell {
  const text = entry.translations.find((one) => one.language === language);
  const reason = withheldReason(entry, text?.state, day);
  if (entry.isArchived) return { state: 'archived', reason };
  if (!text) return { state: 'missing', reason };
  if (text.state === 'draft') return { state: 'draft', reason };
  if (reason !== null && reason !== 'outdated') return { state: 'withheld', reason };
  return { state: text.state, reason };
}
