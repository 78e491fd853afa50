import { Button } from '@mantine/core';
import { IconChevronRight, IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Channel } from '../../gateway/contract/channel.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { MessengerIcon } from '../components/MessengerIcon.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { RelativeTime } from '../components/RelativeTime.tsx';
import { useIsPhone } from '../components/use-is-phone.ts';
import { ChannelStatus } from './ChannelStatus.tsx';
import classes from './List.module.css';
import { SectionHead } from './SectionHead.tsx';
import { useChannels } from './use-settings.ts';

export function ChannelsPage() {
  const { t } = useTranslation('settings');
  const channels = useChannels();
  const add = (
    <Button
      component={Link}
      to="/settings/channels/new"
      leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />}
    >
      {t('channel.add')}
    </Button>
  );
  return (
    <>
      <SectionHead
        title={t('section.channels')}
        lead={t('channel.lead')}
        action={channels.data?.items.length ? add : null}
      />
      <QueryView query={channels}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<IconPlugConnected size={32} stroke={1.25} aria-hidden />}
              action={add}
            >
              {t('channel.none')}
            </EmptyState>
          ) : (
            <ul className={classes.list}>
              {items.map((channel) => (
                <li key={channel.id}>
                  <ChannelRow channel={channel} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
}

function ChannelRow({ channel }: { channel: Channel }) {
  const isPhone = useIsPhone();
  return (
    <Link to={`/settings/channels/${channel.id}`} className={classes.item}>
      <span className={classes.icon}>
        <MessengerIcon messenger={channel.kind} size={24} isDecorative />
      </span>
      <span className={classes.main}>
        <span className={classes.name}>
          <bdi>{channel.name}</bdi>
        </span>
        <span className={classes.sub}>
          {isPhone ? <ChannelStatus channel={channel} /> : <ChannelFacts channel={channel} />}
        </span>
      </span>
      <span className={classes.end}>
        {isPhone ? null : <ChannelStatus channel={channel} />}
        <IconChevronRight className="mirrored" size={18} stroke={1.75} aria-hidden />
      </span>
    </Link>
  );
}

function ChannelFacts({ channel }: { channel: Channel }) {
  const { t } = useTranslation('settings');
  return (
    <>
      {t(`kind.${channel.kind}.name`, { defaultValue: channel.kind })}
      {channel.label ? (
        <>
          {' · '}
          <bdi dir="ltr">{channel.label}</bdi>
        </>
      ) : null}
      {channel.lastReceivedAt ? (
        <>
          {' · '}
          {t('channel.lastReceived')} <RelativeTime at={channel.lastReceivedAt} isAgo />
        </>
      ) : null}
    </>
  );
}
