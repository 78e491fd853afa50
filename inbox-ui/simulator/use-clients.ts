import { useState } from 'react';
import { inventedClients, phoneIdFor, type Client } from './clients.ts';

const storageKey = 'lotse.simulator.clients';

/** The invented clients and those somebody added in this browser. */
export function useClients() {
  const [own, setOwn] = useState(read);
  const clients = [...inventedClients, ...own];
  return {
    clients,
    add: (client: Omit<Client, 'id' | 'openings'>): Client => {
      const id = phoneIdFor(
        client.name,
        clients.map((known) => known.id),
        crypto.randomUUID(),
      );
      const added = { ...client, id, openings: [] };
      const next = [...own, added];
      setOwn(next);
      write(next);
      return added;
    },
  };
}

function read(): Client[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(stored) ? (stored as Client[]) : [];
  } catch {
    return [];
  }
}

function write(clients: Client[]): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(clients));
  } catch {
    // Without storage the new client lasts until the page is closed.
  }
}
