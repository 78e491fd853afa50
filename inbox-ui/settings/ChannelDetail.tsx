import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Channel } from '../../gateway/contract/channel.ts';
import { CopyField } from '../components/CopyField.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { ChannelCredentials } from './ChannelCredentials.tsx';
import { ChannelEnd } from './ChannelEnd.tsx';
import { ChannelHealth } from './ChannelHealth.tsx';
import { ChannelHealthPanel } from './ChannelHealthPanel.tsx';
import { ChannelSettings } from './ChannelSettings.tsx';
import { Pairing } from './Pairing.tsx';
import { Panel } from './Panel.tsx';
import { SectionHead } from './SectionHead.tsx';
import { TemplatesPanel } from './TemplatesPanel.tsx';
import { useChannel } from './use-channel.ts';
import { useChannelKinds } from './use-settings.ts';

export function ChannelDetail() {
  const { channelId = '' } = useParams();
  const channel = useChannel(channelId);
  return <QueryView query={channel}>{(data) => <Detail key={data.id} channel={data} />}</QueryView>;
}

function Detail({ channel }: { channel: Channel }) {
  const { t } = useTranslation('settings');
  const kinds = useChannelKinds();
  const kind = kinds.data?.items.find((item) => item.kind === channel.kind);
  const hasCredentials = Boolean(kind?.fields.length);
  const hasTemplates = Object.values(kind?.capabilities ?? {}).some((one) => one.hasTemplates);
  return (
    <>
      <SectionHead
        title={channel.name}
        lead={t(`kind.${channel.kind}.name`, { defaultValue: channel.kind })}
        back={{ to: '/settings/channels', label: t('section.channels') }}
      />
      {kind?.hasPairing ? <Pairing channel={channel} /> : <ChannelHealth channel={channel} />}
      <ChannelHealthPanel channelId={channel.id} />
      {hasCredentials && !kind?.hasPairing ? (
        <Panel title={t('channel.webhook')}>
          <CopyField
            label={t('channel.webhookUrl')}
            description={t('channel.webhookHint')}
            value={channel.webhookUrl}
          />
        </Panel>
      ) : null}
      <Panel title={t('channel.settings')}>
        <ChannelSettings channel={channel} />
      </Panel>
      {hasTemplates ? <TemplatesPanel channel={channel} /> : null}
      {kind && hasCredentials ? (
        <Panel title={t('channel.credentials')} lead={t('channel.credentialsLead')}>
          <ChannelCredentials channel={channel} kind={kind} />
        </Panel>
      ) : null}
      <Panel title={t('channel.end')}>
        <ChannelEnd channel={channel} />
      </Panel>
    </>
  );
}
