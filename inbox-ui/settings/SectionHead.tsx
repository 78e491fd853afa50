import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../components/PageHead.tsx';
import { useIsPhone } from '../components/use-is-phone.ts';

type Props = {
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  /** Where Back leads; without it to the list of sections, which only a phone needs. */
  back?: { to: string; label: string };
};

export function SectionHead({ back, ...head }: Props) {
  const { t } = useTranslation('settings');
  const isPhone = useIsPhone();
  return (
    <PageHead {...head} back={back ?? (isPhone ? { to: '/settings', label: t('title') } : null)} />
  );
}
