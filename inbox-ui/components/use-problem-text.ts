import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api.ts';
import { intlTag } from '../intl.ts';

/** What happened, as a colleague would say it, by the code: the gateway's own sentence is English. */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation('common');
  return (error) => {
    if (!(error instanceof ApiProblem)) return t('problem.internal_error');
    if (error.code === 'rate_limited')
      return t('problem.rate_limited', { wait: waitText(error.retryAfter ?? 60, i18n.language) });
    return t(`problem.${error.code}`);
  };
}

/** `12 minutes`, in the language's own words; seconds below a minute. */
export function waitText(seconds: number, language: string): string {
  const [count, unit] =
    seconds < 60
      ? [Math.max(1, Math.ceil(seconds)), 'second']
      : [Math.ceil(seconds / 60), 'minute'];
  return new Intl.NumberFormat(intlTag(language), {
    style: 'unit',
    unit,
    unitDisplay: 'long',
  }).format(count);
}
