import { Checkbox } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useId, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelKind } from '../../gateway/contract/channel.ts';
import classes from './Pairing.module.css';

type Props = ComponentProps<typeof Checkbox> & { risk: NonNullable<ChannelKind['risk']> };

/** What can happen with such a channel, to be read and accepted before there is one. */
export function PairingRisk({ risk, ...checkbox }: Props) {
  const { t, i18n } = useTranslation('pairing');
  const id = useId();
  const language = i18n.language in risk ? (i18n.language as keyof typeof risk) : 'en';
  return (
    <section className={classes.risk} aria-labelledby={id}>
      <h2 id={id} className={classes.riskTitle}>
        <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
        {t('risk.title')}
      </h2>
      <div lang={language} dir="auto">
        {risk[language].split(/\n+/).map((paragraph) => (
          <p key={paragraph} className={classes.riskText}>
            {paragraph}
          </p>
        ))}
      </div>
      <Checkbox {...checkbox} label={t('risk.accept')} />
    </section>
  );
}
