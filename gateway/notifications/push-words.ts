/** All that a notification outside of the inbox says (P17): no name, no text, no channel. */
const words: Record<string, string> = {
  ar: 'رسالة جديدة',
  de: 'Neue Nachricht',
  en: 'New message',
  ru: 'Новое сообщение',
  tr: 'Yeni mesaj',
  uk: 'Нове повідомлення',
};

/** The payload for the service worker; the id lets a click open the conversation. */
export function pushPayload(language: string, conversationId: string): string {
  const tag = language.split(/[-_]/)[0]?.toLowerCase() ?? '';
  return JSON.stringify({
    text: words[tag] ?? words['de'],
    language: tag in words ? tag : 'de',
    conversationId,
  });
}
