import { createContext, use } from 'react';
import type { Message } from '../../gateway/contract/message.ts';

/** What a message in the thread can ask for. */
export type ThreadContextValue = {
  contactName: string;
  channelId: string;
  canQuote: boolean;
  canReact: boolean;
  authorOf: (message: Message) => string;
  onQuote: (message: Message) => void;
  onJump: (messageId: string) => void;
  onOpenImage: (attachmentId: string) => void;
  /** Null where the channel has no templates. */
  onTemplate: (() => void) | null;
};

export const ThreadContext = createContext<ThreadContextValue | null>(null);

/** The messages that are known. Apart from the rest, so that a new one renders only what looks others up. */
export const KnownMessages = createContext<readonly Message[]>([]);

export function useThreadContext(): ThreadContextValue {
  const value = use(ThreadContext);
  if (!value) throw new Error('useThreadContext is used outside of a thread');
  return value;
}
