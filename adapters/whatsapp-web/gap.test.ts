import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createFakeClient, messageData, type FakeClient } from './fake-client.ts';
import {
  anna,
  at,
  chat,
  longAgo,
  now,
  removeFolders,
  savedPairing,
  startLine,
} from './line-scene.ts';
import { unpackProfile } from './profile.ts';

afterAll(removeFolders);

describe('WWI10 what was said while nobody listened', () => {
  function interrupted(): FakeClient {
    const client = createFakeClient();
    const bob = '4915112345000@c.us';
    client.chats.push(
      chat(anna, [
        at('2026-11-22T09:00:00Z', 'OLD'),
        at('2026-11-22T11:45:00Z', 'BEFORE'),
        at('2026-11-22T11:52:00Z', 'GAP1'),
        at('2026-11-22T11:53:00Z', 'PHONE', { fromMe: true }),
        at('2026-11-22T11:54:00Z', 'EDITED', { latestEditSenderTimestampMs: 1_795_348_500_000 }),
        at('2026-11-22T11:55:00Z', 'TAKEN', {
          type: 'revoked',
          protocolMessageKey: messageData('BEFORE', anna)['id'],
        }),
      ]),
      chat(bob, [at('2026-11-20T08:00:00Z', 'UNREAD', {}, bob)], 1),
      chat('4915112345001@c.us', [at('2026-11-20T08:00:00Z', 'READ')]),
      { ...chat('123@g.us', [at('2026-11-22T11:52:00Z', 'GROUP')]), isGroup: true },
    );
    return client;
  }

  it('ten minutes are read from the history, in order, and what comes live as well comes once', async () => {
    const client = interrupted();
    const { line, over, connect } = await startLine({
      client,
      session: await savedPairing(),
      prepare: (line) => {
        // Something newer is stored already: the last run died in the middle of the gap.
        line.lastReceivedAt = new Date('2026-11-22T11:59:00Z');
      },
    });
    await connect();
    client.emit('message', at('2026-11-22T11:52:00Z', 'GAP1'));
    client.emit('message', at('2026-11-22T11:58:00Z', 'LIVE'));
    await vi.waitFor(() => expect(line.events.at(-1)).toMatchObject({ content: { text: 'LIVE' } }));
    expect(
      line.events.map((event) => [event.type, 'externalId' in event && event.externalId]),
    ).toEqual([
      ['message.received', `false_${anna}_BEFORE`],
      ['message.received', `false_${anna}_GAP1`],
      ['message.echoed', `true_${anna}_PHONE`],
      ['message.edited', `false_${anna}_EDITED`],
      ['message.deleted', `false_${anna}_BEFORE`],
      ['message.received', 'false_4915112345000@c.us_UNREAD'],
      ['message.received', `false_${anna}_LIVE`],
    ]);
    line.abort('stopped');
    await over;
  });

  it('the next run begins where this one knows that nothing is missing', async () => {
    const heardAfter = async (client: FakeClient) => {
      const { line, folder, over, connect } = await startLine({
        client,
        session: await savedPairing(),
      });
      await connect();
      await vi.waitFor(() => expect(line.events.length).toBeGreaterThan(0));
      line.abort('stopped');
      await over;
      return (await unpackProfile(line.session as Buffer, join(folder, 'again')))?.heardUntil;
    };
    expect(await heardAfter(interrupted())).toBe(now.toISOString());
    const unreadable = interrupted();
    unreadable.once('fetchMessages', () => Promise.reject(new Error('r: r')));
    expect(await heardAfter(unreadable)).toBe(longAgo.heardUntil);
  });

  it('a new channel reads nothing that was there before, not even what is unread', async () => {
    const { line, client, over, connect } = await startLine({ client: interrupted() });
    await connect();
    client.emit('message', at('2026-11-22T11:58:00Z', 'LIVE'));
    await vi.waitFor(() => expect(line.events).toHaveLength(1));
    expect(client.callsOf('getChats')).toHaveLength(1);
    line.abort('stopped');
    await over;
  });

  it('a channel that never received anything reads from its pairing on', async () => {
    const session = await savedPairing({
      ...longAgo,
      pairedAt: '2026-11-22T11:51:00Z',
      heardUntil: '2026-11-22T11:51:00Z',
    });
    const { line, over, connect } = await startLine({ client: interrupted(), session });
    await connect();
    await vi.waitFor(() => expect(line.events).toHaveLength(4));
    expect(line.events[0]).toMatchObject({ externalId: `false_${anna}_GAP1` });
    line.abort('stopped');
    await over;
  });

  it('a connection that comes back by itself reads its own gap, and says when it cannot', async () => {
    const client = interrupted();
    const { line, over, connect } = await startLine({
      client,
      prepare: (line) => {
        line.lastReceivedAt = new Date('2026-11-22T11:59:00Z');
      },
    });
    client.once('getChats', () => Promise.reject(new Error('r: r')));
    await connect();
    await vi.waitFor(() => expect(line.events).toHaveLength(1));
    expect(line.events[0]).toMatchObject({
      type: 'channel.reported',
      providerCode: 'history_unreadable',
    });
    client.chats[0]?.messages.push(at('2026-11-22T12:00:30Z', 'BACK'));
    client.emit('ready');
    await vi.waitFor(() =>
      expect(line.events).toContainEqual(
        expect.objectContaining({ externalId: `false_${anna}_BACK` }),
      ),
    );
    expect(line.reports.filter(({ state }) => state === 'connected')).toHaveLength(1);
    line.abort('stopped');
    await over;
  });
});
