import type { Conversation } from '../../gateway/contract/conversation.ts';
import { PaletteGroups } from './PaletteGroups.tsx';
import { fitting } from './palette-actions.ts';
import { useConversationCommands } from './use-conversation-commands.ts';

export function ConversationCommands({
  conversation,
  typed,
}: {
  conversation: Conversation;
  typed: string;
}) {
  const actions = useConversationCommands(conversation);
  return <PaletteGroups groups={fitting([{ key: 'conversation', actions }], typed)} />;
}
