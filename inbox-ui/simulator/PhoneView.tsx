import { IconArrowRight } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { directionOf } from '../i18n.ts';
import type { Client } from './clients.ts';
import classes from './Phone.module.css';
import { PhoneComposer } from './PhoneComposer.tsx';
import { PhoneMessageView } from './PhoneMessageView.tsx';
import { usePhone } from './use-phone.ts';

/** The phone of one client, dressed in the manner of their messenger. */
export function PhoneView({ channelId, client }: { channelId: string; client: Client }) {
  const { t } = useTranslation(['simulator', 'common']);
  const { messages, conversationId, send } = usePhone(channelId, client);
  const screen = useRef<HTMLDivElement>(null);
  const items = messages.data?.items ?? [];
  const newestId = items.at(-1)?.id;

  useLayoutEffect(() => {
    if (screen.current) screen.current.scrollTop = screen.current.scrollHeight;
  }, [newestId]);

  return (
    <div className={classes.beside}>
      <section
        className={classes.phone}
        data-messenger={client.messenger}
        aria-label={t('phone.label', { name: client.name })}
      >
        <div className={classes.top}>
          <span className={classes.who}>{t('phone.office')}</span>
          <span className={classes.app}>{t(`common:messenger.${client.messenger}`)}</span>
        </div>
        <div
          ref={screen}
          className={classes.screen}
          role="log"
          aria-label={t('phone.messages')}
          tabIndex={0}
          dir={directionOf(client.language)}
        >
          {messages.isError ? (
            <ErrorNote error={messages.error} onRetry={() => void messages.refetch()} />
          ) : null}
          {messages.isSuccess && items.length === 0 ? (
            <p className={classes.empty} dir="auto">
              {t('phone.empty')}
            </p>
          ) : null}
          {items.map((message) => (
            <PhoneMessageView
              key={message.id}
              message={message}
              messenger={client.messenger}
              onSend={send.mutate}
            />
          ))}
        </div>
        <PhoneComposer client={client} send={send} hasMessages={items.length > 0} />
      </section>
      {send.isError ? <ErrorNote error={send.error}>{t('phone.notSent')}</ErrorNote> : null}
      {conversationId ? (
        <Link className={classes.open} to={`/inbox/all/${conversationId}`}>
          {t('phone.openInbox')}{' '}
          <IconArrowRight size={16} stroke={1.75} className="mirrored" aria-hidden />
        </Link>
      ) : null}
    </div>
  );
}
