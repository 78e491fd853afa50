import type { RealtimeEvent } from '../contract/events.ts';

export type Heard = { id: string; name: string; event: RealtimeEvent };

export type EventStream = {
  status: number;
  headers: Headers;
  heard: Heard[];
  /** The last id that came, as a browser keeps it. */
  lastEventId(): string | undefined;
  isClosed(): boolean;
  close(): void;
};

/** Reads `GET /api/events` as a browser does. */
export async function openEvents(
  url: string,
  headers: Record<string, string>,
  path = '/api/events',
): Promise<EventStream> {
  const abort = new AbortController();
  const response = await fetch(url + path, { headers, signal: abort.signal });
  const heard: Heard[] = [];
  let isClosed = false;
  const reading = read(response, heard);
  void reading.catch(() => undefined).finally(() => (isClosed = true));
  return {
    status: response.status,
    headers: response.headers,
    heard,
    lastEventId: () => heard.at(-1)?.id,
    isClosed: () => isClosed,
    close: () => abort.abort(),
  };
}

async function read(response: Response, heard: Heard[]): Promise<void> {
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 1)]),
      );
      const data = fields.get('data');
      if (data === undefined) continue;
      const event = JSON.parse(data) as RealtimeEvent;
      heard.push({
        id: fields.get('id')?.trim() ?? '',
        name: fields.get('event')?.trim() ?? '',
        event,
      });
    }
  }
}
