import type { Messenger } from '../adapters/adapter.ts';
import { adapters } from '../adapters/index.ts';

/** Whether there are templates: they exist for what a closed window holds back. */
export function takesTemplates(kind: string, messenger: Messenger): boolean {
  const adapter = Object.hasOwn(adapters, kind) ? adapters[kind] : undefined;
  return adapter?.capabilities[messenger]?.hasTemplates || hasReplyWindow(kind, messenger);
}

/** Whether a kind of channel takes free text on this messenger only for some hours after the contact wrote. */
export function hasReplyWindow(kind: string, messenger: Messenger): boolean {
  const adapter = Object.hasOwn(adapters, kind) ? adapters[kind] : undefined;
  return typeof adapter?.capabilities[messenger]?.replyWindowHours === 'number';
}
