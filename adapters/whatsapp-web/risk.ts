/** What an administrator has to have read before such a channel is created. */
export const risk = {
  en: `This connection uses whatsapp-web.js, an unofficial library that operates WhatsApp Web in a hidden browser. WhatsApp does not allow this: it may block the number at any time, without warning and for good, and contacts can then no longer be reached on it. Use a number of its own, never a counselor's private one, and never write to people who did not write first.

One Chromium runs for each number and needs about 300 to 500 MB of memory. The pairing gives access to all chats of the number; Lotse keeps it encrypted, but while the channel runs it lies unencrypted in a folder of the server. Messages that come while Lotse, the server or WhatsApp Web is down are read from the chat history afterwards; there is no guarantee that none is missing. When WhatsApp changes its website, the connection can fail until the library has been updated.

For dependable operation use the WhatsApp Cloud API or Twilio.`,
  de: `Diese Verbindung nutzt whatsapp-web.js, eine inoffizielle Bibliothek, die WhatsApp Web in einem unsichtbaren Browser bedient. WhatsApp erlaubt das nicht: Die Nummer kann jederzeit, ohne Vorwarnung und endgültig gesperrt werden, und die Menschen sind dann darüber nicht mehr erreichbar. Nehmen Sie eine eigene Nummer, nie die private einer Beraterin oder eines Beraters, und schreiben Sie nie Menschen an, die nicht zuerst geschrieben haben.

Für jede Nummer läuft ein eigenes Chromium, das etwa 300 bis 500 MB Arbeitsspeicher braucht. Die Kopplung öffnet alle Chats der Nummer; Lotse bewahrt sie verschlüsselt auf, doch solange der Kanal läuft, liegt sie unverschlüsselt in einem Ordner des Servers. Nachrichten, die kommen, während Lotse, der Server oder WhatsApp Web aus ist, werden danach aus dem Chatverlauf gelesen; dass keine fehlt, ist nicht garantiert. Ändert WhatsApp seine Website, kann die Verbindung ausfallen, bis die Bibliothek angepasst ist.

Für verlässlichen Betrieb nehmen Sie die WhatsApp Cloud API oder Twilio.`,
};
