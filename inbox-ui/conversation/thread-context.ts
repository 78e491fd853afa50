import { createContext, use } from 'react';
import type { Message } from '../../gateway/contract/message.ts';

/** What a message in the thread can ask for. */
export type ThreadContextValue = {
  contactName: string;
  channelId: string;
  canQuote: boolean;
  canReact: boolean;
  authorOf: (message: Message) => string;
  messageOf: (messageId: string) => Message | undefined;
  onQuote: (message: Message) => void;
  onJump: (messageId: string) => void;
  onOpenImage: (attachmentId: string) => void;
  /** Null where the channel has no templates. */
  onTemplate: (() => void) | null;
};

export const ThreadContext = createContext<ThreadContextValue | null>(null);

export function useThreadContext(): ThreadContextValue {
  const value = use(ThreadContext);
  if (!value) throw new Error('useThreadContext is used outside of a thread');
  return value;
}
