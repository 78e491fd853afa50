import { useTranslation } from 'react-i18next';
import classes from './KindHelp.module.css';

/** The steps at the provider that lead to the keys of the form. */
export function KindHelp({ kind }: { kind: string }) {
  const { t } = useTranslation('settings');
  const steps = t(`kind.${kind}.steps`, { returnObjects: true, defaultValue: [] }) as unknown;
  if (!Array.isArray(steps) || steps.length === 0) return null;
  return (
    <section className={classes.help} aria-labelledby="kind-help">
      <h2 id="kind-help" className={classes.title}>
        {t('channel.steps')}
      </h2>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={String(step)}>{String(step)}</li>
        ))}
      </ol>
    </section>
  );
}
