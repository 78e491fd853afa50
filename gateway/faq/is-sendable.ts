import { withheldReason } from '../contract/faq-state.ts';

/** Whether an answer may be sent by itself on a day (`YYYY-MM-DD` in Europe/Berlin). */
export function isSendable(...asked: Parameters<typeof withheldReason>): boolean {
  return withheldReason(...asked) === null;
}
