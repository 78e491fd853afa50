import type { EventBuffer } from 'better-sse';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Presence as Present, PresenceNews, PresenceState } from '../contract/presence.ts';
import type { Database } from '../database.ts';
import { createLogger } from '../logger.ts';
import type { Hub } from '../realtime/hub.ts';
import { createPresence, type Presence } from './presence.ts';

const [amina, jonas, olena] = ['amina', 'jonas', 'olena'];

/** PostgreSQL between the processes is a list of listeners here; two processes share it. */
describe('presence', () => {
  let processes: Presence[];
  let payloads: string[];
  let listeners: Set<(payload: string) => void>;

  beforeEach(() => {
    vi.useFakeTimers();
    payloads = [];
    listeners = new Set();
    const query = async ({ values: [payload] }: { values: [string] }) => {
      payloads.push(payload);
      for (const listener of listeners) listener(payload);
    };
    const database = { servicePool: { query } } as unknown as Database;
    const hub = {
      onPresence: (listener: (payload: string) => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    } as unknown as Hub;
    processes = [1, 2].map(() => createPresence(database, hub, createLogger('silent')));
  });
  afterEach(async () => {
    for (const each of processes) await each.close();
    vi.useRealTimers();
  });

  const say = (
    counselorId: string,
    conversationId: string | null,
    { state = 'looking', windowId = counselorId, organizationId = 'ours', isLeaving = false } = {},
  ) =>
    processes[0]?.announce({
      organizationId,
      counselorId,
      windowId,
      conversationId,
      state: state as PresenceState,
      isLeaving,
    });
  const everybody = (organizationId = 'ours') =>
    new Map(processes[1]?.all(organizationId).map((one) => [one.counselorId, shown(one)]));
  const shown = ({ conversations }: Present) =>
    conversations.map(({ id, state }) => `${id}: ${state}`).join();
  const listen = (organizationId = 'ours') => {
    const heard: PresenceNews[] = [];
    processes[1]?.subscribe(organizationId, (news: EventBuffer) => {
      const data = /^data:(.*)$/m.exec(news.read())?.[1] ?? '';
      heard.push(JSON.parse(data) as PresenceNews);
    });
    return heard;
  };

  it('is heard by every process, and only within the organization', async () => {
    const [ours, theirs] = [listen(), listen('theirs')];
    await say(amina, 'c1');
    vi.advanceTimersByTime(300);
    expect(ours).toEqual([
      {
        changed: [
          { counselorId: amina, isOnline: true, conversations: [{ id: 'c1', state: 'looking' }] },
        ],
      },
    ]);
    expect(theirs).toEqual([]);
    expect(everybody('theirs').size).toBe(0);
  });

  it('several windows of one person count once, and the strongest state is shown', async () => {
    await say(amina, 'c1', { windowId: 'a' });
    await say(amina, 'c1', { windowId: 'b', state: 'writing_reply' });
    await say(amina, 'c2', { windowId: 'c', state: 'writing_note' });
    expect(everybody()).toEqual(new Map([[amina, 'c1: writing_reply,c2: writing_note']]));
    await say(amina, null, { windowId: 'b', isLeaving: true });
    await say(amina, null, { windowId: 'c', isLeaving: true });
    expect(everybody()).toEqual(new Map([[amina, 'c1: looking']]));
    await say(amina, null, { windowId: 'a', isLeaving: true });
    expect(everybody().size).toBe(0);
  });

  it('nobody speaks for a colleague’s window', async () => {
    await say(amina, 'c1', { windowId: 'w' });
    await say(jonas, null, { windowId: 'w', isLeaving: true });
    expect(everybody()).toEqual(new Map([[amina, 'c1: looking']]));
  });

  it('a window that fell silent is gone within thirty seconds, and that is told', async () => {
    const heard = listen();
    await say(amina, 'c1');
    vi.advanceTimersByTime(15_000);
    await say(amina, 'c1');
    vi.advanceTimersByTime(24_000);
    expect(everybody().size).toBe(1);
    vi.advanceTimersByTime(6000);
    expect(everybody().size).toBe(0);
    expect(heard.at(-1)).toEqual({
      changed: [{ counselorId: amina, isOnline: false, conversations: [] }],
    });
  });

  it('what changes nothing is told to nobody, and many changes go out together', async () => {
    const heard = listen();
    for (const counselorId of [amina, jonas, olena]) {
      await say(counselorId, 'c1');
      await say(counselorId, 'c2');
    }
    vi.advanceTimersByTime(300);
    expect(heard.map(({ changed }) => changed.map(shown))).toEqual([
      ['c2: looking', 'c2: looking', 'c2: looking'],
    ]);
    await say(amina, 'c2');
    vi.advanceTimersByTime(1000);
    expect(heard).toHaveLength(1);
  });

  it('a beat is small, and one that is not understood harms nobody', async () => {
    const id = crypto.randomUUID();
    await say(id, id, { windowId: id, organizationId: id, state: 'writing_reply' });
    expect(payloads[0]?.length).toBeLessThan(400);
    for (const listener of listeners)
      for (const payload of ['', '{}', '[]', 'x', '{"organizationId":1}']) listener(payload);
    await say(amina, 'c1');
    expect(everybody()).toEqual(new Map([[amina, 'c1: looking']]));
  });
});
