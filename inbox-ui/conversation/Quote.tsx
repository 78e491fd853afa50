import { use } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../gateway/contract/message.ts';
import classes from './Quote.module.css';
import { KnownMessages, useThreadContext } from './thread-context.ts';

export function isAnswer({ replyToId, replyToExternalId }: Message): boolean {
  return replyToId !== null || replyToExternalId !== null;
}

/** What a message answers, with a way to it. */
export function Quote({ message }: { message: Message }) {
  const { t } = useTranslation('conversation');
  const { authorOf, onJump } = useThreadContext();
  const messages = use(KnownMessages);
  const { replyToId } = message;
  const quoted = messages.find(({ id }) => id === replyToId);
  const quote = quoteOf(message);
  if (!replyToId) return <p className={classes.quote}>{quote ?? t('quote.unknown')}</p>;
  return (
    <button
      type="button"
      className={classes.quote}
      onClick={() => onJump(replyToId)}
      title={t('quote.jump')}
    >
      {quoted ? <strong className={classes.author}>{authorOf(quoted)}</strong> : null}
      <span className={classes.text} dir="auto">
        {quote ?? excerptOf(quoted) ?? (quoted ? t(`kind.${quoted.kind}`) : t('quote.earlier'))}
      </span>
    </button>
  );
}

function excerptOf(message: Message | undefined): string | null {
  return message?.deletedAt ? null : (message?.text ?? null);
}

function quoteOf({ payload }: Message): string | null {
  if (!payload || Array.isArray(payload)) return null;
  return typeof payload['quote'] === 'string' ? payload['quote'] : null;
}
