import { notifications } from '@mantine/notifications';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  changeConversations,
  maxBulk,
  type BulkResult,
  type UndoStep,
} from '../../gateway/contract/bulk.ts';
import type { BodyOf } from '../../gateway/contract/endpoint.ts';
import { call } from '../api.ts';
import { useProblemText } from '../components/use-problem-text.ts';
import { keys } from '../query-client.ts';
import { offerUndo } from './undo.tsx';

type Body = BodyOf<typeof changeConversations>;
export type BulkChange = Exclude<Body, { action: 'restore' }>;
type Options = {
  onDone?: (() => void) | undefined;
  /** Where to go when it is taken back. */
  backTo?: string;
};

/** Changes conversations and offers for ten seconds to take it back. A refusal is said. */
export function useBulk() {
  const { t } = useTranslation('triage');
  const client = useQueryClient();
  const textOf = useProblemText();
  const navigate = useNavigate();
  const [isPending, setPending] = useState(false);

  async function run(change: BulkChange, { onDone, backTo }: Options = {}) {
    setPending(true);
    try {
      const results = await inParts(change.ids, (ids) => ({ ...change, ids }));
      void renew(client, change.ids);
      const steps = results.flatMap(({ undo }) => undo ?? []);
      const done = results.filter(({ outcome }) => isFine(outcome)).length;
      const overtaken = results.filter(({ outcome }) => outcome === 'overtaken').length;
      const skipped = results.length - done - overtaken;
      // Whoever closes something in which a message has just come stays with it.
      if (done > 0) onDone?.();
      const words = [
        done > 0 ? t(`bulk.done.${change.action}`, { count: done }) : '',
        overtaken > 0 ? t('bulk.overtaken', { count: overtaken }) : '',
        skipped > 0 ? t('bulk.skipped', { count: skipped }) : '',
      ].filter(Boolean);
      offerUndo({
        text: words.join(' '),
        label: t('bulk.undo'),
        undo: steps.length > 0 ? () => takeBack(steps, backTo) : null,
      });
    } catch (error) {
      notifications.show({ color: 'red', message: textOf(error) });
    } finally {
      setPending(false);
    }
  }

  async function takeBack(steps: UndoStep[], backTo: string | undefined) {
    try {
      const results = await inParts(steps, (part) => ({ action: 'restore', steps: part }));
      const renewed = renew(
        client,
        steps.map(({ id }) => id),
      );
      const overtaken = results.filter(({ outcome }) => outcome !== 'changed').length;
      const restored = results.length - overtaken;
      const words = [
        restored > 0 ? t('bulk.undone', { count: restored }) : '',
        overtaken > 0 ? t('bulk.overtaken', { count: overtaken }) : '',
      ].filter(Boolean);
      notifications.show({ message: words.join(' ') });
      if (!backTo) return;
      // What is gone back to is shown as it is again, not as it was left.
      await renewed;
      void navigate(backTo);
    } catch {
      notifications.show({ color: 'red', message: t('bulk.failed') });
    }
  }

  return { isPending, run };
}

async function inParts<Item>(items: Item[], bodyOf: (part: Item[]) => Body): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (let start = 0; start < items.length; start += maxBulk) {
    const body = bodyOf(items.slice(start, start + maxBulk));
    results.push(...(await call(changeConversations, { body })).results);
  }
  return results;
}

function isFine(outcome: BulkResult['outcome']): boolean {
  return outcome === 'changed' || outcome === 'unchanged';
}

/** Resolves when the conversations that were opened before are read again. */
function renew(client: QueryClient, ids: string[]): Promise<unknown> {
  void client.invalidateQueries({ queryKey: keys.conversations() });
  void client.invalidateQueries({ queryKey: keys.counts });
  return Promise.all(
    ids.map((id) =>
      client.invalidateQueries({ queryKey: keys.conversation(id), refetchType: 'all' }),
    ),
  );
}
