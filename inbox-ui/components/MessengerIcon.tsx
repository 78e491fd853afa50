import {
  IconBrandTelegram,
  IconBrandWhatsapp,
  IconDeviceMobile,
  IconMessage2,
  IconMessages,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const icons = {
  telegram: IconBrandTelegram,
  whatsapp: IconBrandWhatsapp,
  sms: IconMessage2,
  simulator: IconDeviceMobile,
};

type Props = {
  /** A messenger or a kind of channel; one that isn't known gets a neutral icon. */
  messenger: string;
  size?: number;
  /** True where the name stands beside it. */
  isDecorative?: boolean;
};

export function MessengerIcon({ messenger, size = 16, isDecorative }: Props) {
  const { t } = useTranslation('common');
  const known = messenger.replace(/^whatsapp-.*/, 'whatsapp').replace('twilio', 'sms');
  const Icon = icons[known as keyof typeof icons] ?? IconMessages;
  if (isDecorative) return <Icon size={size} stroke={1.75} aria-hidden />;
  const label = t(`messenger.${known}`, { defaultValue: messenger });
  return <Icon size={size} stroke={1.75} role="img" aria-label={label} />;
}
