import { Anchor } from '@mantine/core';
import { IconAlertTriangle, IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ChannelExchange } from '../../gateway/contract/channel-log.ts';
import { stampOf } from './channel-log.ts';
import classes from './ChannelLog.module.css';

/** One line; what else is known unfolds. */
export function ChannelLogRow({ exchange }: { exchange: ChannelExchange }) {
  const { t, i18n } = useTranslation('channel-log');
  const { direction, purpose, isFailed } = exchange;
  const Arrow = direction === 'inbound' ? IconArrowDownLeft : IconArrowUpRight;
  return (
    <details className={classes.row} data-failed={isFailed || undefined}>
      <summary className={classes.summary}>
        <Arrow
          className="mirrored"
          size={18}
          stroke={1.75}
          aria-label={t(`direction.${direction}`)}
          role="img"
        />
        <span className={classes.what}>
          <span className={classes.purpose}>
            {t(`purpose.${purpose}`, { defaultValue: t('purpose.other') })}
          </span>
          <Call exchange={exchange} />
        </span>
        <span className={classes.result}>
          {isFailed ? <IconAlertTriangle size={16} stroke={2} aria-label={t('failed')} /> : null}
          <bdi dir="ltr">{resultOf(exchange, t('noAnswer'))}</bdi>
        </span>
        <time className={classes.time} dateTime={exchange.at}>
          {stampOf(exchange.at, i18n.language)}
        </time>
      </summary>
      <Details exchange={exchange} />
    </details>
  );
}

function Call({ exchange: { method, path } }: { exchange: ChannelExchange }) {
  if (!method) return null;
  return (
    <bdi dir="ltr" className={classes.call}>
      {method} {path}
    </bdi>
  );
}

function resultOf({ status, providerCode, purpose }: ChannelExchange, noAnswer: string): string {
  if (purpose === 'report') return providerCode ?? '';
  const code = providerCode !== null && providerCode !== String(status) ? providerCode : '';
  return [status ?? noAnswer, code].filter(Boolean).join(' · ');
}

function Details({ exchange }: { exchange: ChannelExchange }) {
  const { t } = useTranslation('channel-log');
  const { reasons, providerCode, detail, eventCount, elapsedMs, headers } = exchange;
  const facts = [
    eventCount === null ? null : t('events', { count: eventCount }),
    elapsedMs === null ? null : t('elapsed', { ms: elapsedMs }),
  ].filter((fact) => fact !== null);
  return (
    <div className={classes.details}>
      {reasons.map((reason) => (
        <p key={reason}>
          {t(`reason.${reason}`, {
            defaultValue: t(exchange.isFailed ? 'reason.refused' : 'reason.other', { reason }),
          })}
        </p>
      ))}
      {detail ? (
        <p lang="en" dir="auto">
          {detail}
        </p>
      ) : null}
      {providerCode ? (
        <p>
          {t('code')} <bdi dir="ltr">{providerCode}</bdi>
        </p>
      ) : null}
      {facts.length > 0 ? <p>{facts.join(' · ')}</p> : null}
      {Object.keys(headers).length > 0 ? (
        <>
          <p className={classes.label}>{t('headers')}</p>
          <ul className={classes.headers} dir="ltr">
            {Object.entries(headers).map(([name, value]) => (
              <li key={name}>
                {name}: {value}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {exchange.conversationId ? (
        <Anchor
          component={Link}
          to={`/inbox/all/${exchange.conversationId}#m-${exchange.messageId}`}
          className={classes.link}
        >
          {t('toMessage')}
        </Anchor>
      ) : null}
    </div>
  );
}
