import type { Conversation } from '../contract/conversation.ts';

/** What `alertsColumn` gives for one alert. */
export type AlertRow = {
  kind: 'crisis' | 'urgent';
  at: string;
  acknowledged_by: string | null;
};

/** The alerts of conversation `c` as JSON, the newest first, at most ten. */
export const alertsColumn = `
  (select coalesce(json_agg(json_build_object('kind', a.kind, 'at', a.raised_at, 'acknowledged_by', a.acknowledged_by_id)
     order by a.raised_at desc), '[]')
   from (select * from crisis_alert where conversation_id = c.id order by raised_at desc limit 10) as a)`;

export function presentAlerts(rows: AlertRow[]): Conversation['alerts'] {
  return rows.map(({ kind, at, acknowledged_by: acknowledgedBy }) => ({
    kind,
    at: new Date(at).toISOString(),
    acknowledgedBy,
  }));
}
