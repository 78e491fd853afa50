import { useTranslation } from 'react-i18next';
import classes from './Pairing.module.css';

/** What the person with the phone in hand does, one tap after the other. */
export function PairingSteps({ method }: { method: 'qr' | 'code' }) {
  const { t } = useTranslation('pairing');
  const steps = t(method === 'qr' ? 'steps.qr' : 'steps.code', { returnObjects: true }) as string[];
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}
