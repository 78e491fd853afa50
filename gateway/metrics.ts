import { Counter, Histogram, Registry } from 'prom-client';

/** Counters and histograms of every stage. Labels hold kinds and codes, never identities. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `lotse_${name}`, help, labelNames, registers });
  return {
    registry,
    received: counter('received_total', 'Messages stored', ['channel']),
    duplicates: counter('duplicates_total', 'Messages that were there already', ['channel']),
    ignored: counter('ignored_total', 'Events left alone on purpose', ['channel', 'reason']),
    rejected: counter('webhook_rejected_total', 'Webhook requests refused', ['channel', 'code']),
    files: counter('files_total', 'How fetching a file ended', ['channel', 'outcome']),
    statuses: counter('statuses_total', 'Statuses recorded', ['channel', 'status']),
    deliveries: counter('deliveries_total', 'Outcomes of deliveries', ['channel', 'outcome']),
    throttles: counter('throttles_total', 'Pauses that providers asked for', ['channel', 'rests']),
    putOff: counter('put_off_total', 'Messages that our own pace made wait', []),
    lineStates: counter('line_states_total', 'States that held connections came to', [
      'channel',
      'state',
    ]),
    exchanges: counter('exchanges_total', 'Exchanges with providers', [
      'channel',
      'direction',
      'outcome',
    ]),
    exchangesDropped: counter('exchanges_dropped_total', 'Rows the channel log could not keep', []),
    reconciled: counter('reconciled_total', 'Found by asking the provider', ['channel', 'found']),
    webhookSeconds: new Histogram({
      name: 'lotse_webhook_seconds',
      help: 'From the first byte of a webhook to its answer',
      labelNames: ['channel'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    sendSeconds: new Histogram({
      name: 'lotse_send_seconds',
      help: 'One call to a provider',
      labelNames: ['channel'],
      buckets: [0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30],
      registers,
    }),
  };
}
