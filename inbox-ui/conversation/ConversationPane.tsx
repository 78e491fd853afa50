import { memo } from 'react';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { PageLoader } from '../components/PageLoader.tsx';
import { OpenConversation } from './OpenConversation.tsx';
import classes from './ConversationPane.module.css';
import { useConversation } from './use-conversation.ts';

type Props = { conversationId: string; backTo: string; onDone: () => void };

export const ConversationPane = memo(function ConversationPane({ conversationId, ...rest }: Props) {
  const { data, error, isError, refetch } = useConversation(conversationId);
  if (data) return <OpenConversation conversation={data} {...rest} />;
  return (
    <div className={classes.pane}>
      {isError ? <ErrorNote error={error} onRetry={() => void refetch()} isPage /> : <PageLoader />}
    </div>
  );
});
