import type { Story } from '../story.ts';

export const german: Story[] = [
  {
    name: 'Miriam A.',
    channel: 'whatsappCloud',
    topic: 'work',
    begins: '-14d 08:47',
    state: 'waiting',
    assignee: 'jonas',
    script: `
      they: Guten Tag, ich heiße Miriam und bin Krankenschwester. Eine Kollegin hat mir Ihre Nummer gegeben.
      they: Ich möchte hier wieder in meinem Beruf arbeiten. Wie mache ich das?
      we +18m: Guten Tag Miriam, schön, dass Sie schreiben! Ich bin Jonas von der Beratungsstelle Hafenviertel. Die Beratung kostet nichts und bleibt unter uns.
      we: Pflege ist in Deutschland ein reglementierter Beruf. Sie brauchen also die Anerkennung Ihres Abschlusses, bevor Sie als Pflegefachfrau arbeiten dürfen.
      they: Ok, das habe ich schon gehört. Kann ich bis dahin als Helferin arbeiten?
      we [quotes 1]: Oft ja, wenn Ihr Aufenthaltstitel die Arbeit erlaubt. Steht auf der Karte oder auf dem Zusatzblatt „Erwerbstätigkeit erlaubt“?
      they: Ja genau das steht da 😊
      we [reaction 🙏]: Sehr gut, dann dürfen Sie arbeiten. Suchen Sie doch schon mal Ihr Diplom und die Fächerliste heraus.
      they +1d 12:21: Hallo, Mittagspause. Ich habe das Diplom gefunden, aber die Fächerliste ist nur auf Französisch
      we +25m: Das macht nichts. Beides muss später übersetzt werden, von einer vereidigten Übersetzerin. Aber warten Sie damit noch: Erst fragen wir die Behörde, was sie wirklich braucht. Das spart Geld.
      they: Ah gut, ich wollte schon bezahlen 😅
      we: Gut, dass Sie gefragt haben! Im Anerkennungs-Finder steht, welche Behörde für Sie zuständig ist. Das sehe ich heute für Sie nach.
      note: Zuständige Stelle nachgesehen, Merkblatt zur Pflege ausgedruckt. Nach Zuschuss zu den Übersetzungen fragen.
      they +2d 15:05: Haben Sie schon etwas gefunden?
      we +14m [pdf Checkliste-Anerkennung.pdf]: Ja, hier ist eine Liste mit allem, was Sie für den Antrag brauchen.
      they: Danke!!! Das ist viel besser als im Internet
      they: Was ist „Nachweis der Berufserfahrung“?
      we: Ein Zeugnis von Ihrem früheren Krankenhaus: von wann bis wann, welche Station, welche Aufgaben. Eine halbe Seite reicht.
      they: Das kann meine alte Chefin schreiben. Ich rufe sie an
      we [reaction 👍]: Prima. Melden Sie sich, sobald Sie es haben.
      they +2d 09:12 [letter]: Das ist heute mit der Post gekommen. Ich verstehe nicht alles
      we +22m: Danke für das Foto. Das ist gut: Die Behörde bestätigt, dass Ihr Antrag da ist. Und sie möchte noch den Lebenslauf mit Unterschrift.
      we: Bitte schreiben Sie sich das Datum auf und heben Sie den Umschlag auf.
      they: Umschlag habe ich noch. Wie lange habe ich Zeit?
      we [quotes 1]: Im Brief stehen vier Wochen. Wir machen es lieber diese Woche fertig. Passt Ihnen morgen um 15 Uhr bei uns?
      they: Ja 15 Uhr passt
      they +1d 14:40: Ich bin ein bisschen früher da
      we: Kein Problem, kommen Sie einfach rein. Erster Stock, Zimmer 4.
      note +2h: Lebenslauf zusammen fertig gemacht, unterschrieben, Kopie in der Akte. Geht heute als Einschreiben raus.
      they: Danke für heute! Die Post hat mir einen Zettel gegeben, soll ich den aufheben?
      we: Ja, unbedingt. Das ist der Beleg, dass Sie rechtzeitig geschickt haben.
      they +3d 16:10 [voice]:
      we +16m: Danke für die Sprachnachricht. Ja, den Deutschkurs B2 können Sie parallel machen. Ich frage nach, wo es Abendkurse gibt.
      they: Super, weil tagsüber arbeite ich jetzt als Pflegehelferin 💪
      we [reaction ❤️]: Das freut mich sehr! Herzlichen Glückwunsch.
      they +2d 08:05: Guten Morgen, die Behörde hat angerufen. Sie sagen, mir fehlen Stunden in der Praxis
      they: Ist das jetzt schlecht?
      we +30m: Nein, das ist sehr häufig. Meistens gibt es dann zwei Wege: einen Anpassungslehrgang oder eine Kenntnisprüfung. Der Bescheid kommt noch schriftlich.
      we: Wenn er da ist, lesen wir ihn zusammen und überlegen, was für Sie besser passt.
      they: Ok dann bin ich beruhigt
      they: Welcher Weg geht schneller?
      we: Das ist verschieden. Der Lehrgang dauert meist länger, dafür gibt es am Ende keine große Prüfung. Schicken Sie mir den Bescheid, sobald er da ist, dann nehmen wir uns Zeit.`,
  },
  {
    name: null,
    channel: 'sms',
    topic: 'housing',
    begins: '-11d 10:15',
    state: 'closed',
    assignee: 'lena',
    script: `
      they: Guten Tag. Vermieter will 4 Monatsmieten Kaution, sofort und bar, noch vor Besichtigung. Ist das normal?
      we +35m: Guten Tag! Nein. Erlaubt sind höchstens 3 Kaltmieten, und Sie dürfen in 3 Raten zahlen. Bitte nie vor der Besichtigung zahlen. Viele Grüße, Lena Seefeld
      they: Danke. Dann sage ich ab
      we: Das ist vernünftig. Wenn Sie möchten, sehen wir uns Ihre nächste Anzeige vorher zusammen an.`,
  },
  {
    name: 'Dragan',
    channel: 'telegram',
    topic: 'residence',
    begins: '-6d 13:02',
    state: 'waiting',
    assignee: 'lena',
    script: `
      they [started]:
      they: Hallo, mein Aufenthaltstitel läuft in drei Wochen ab. Bei der Ausländerbehörde gibt es online keinen Termin. Was soll ich machen??
      we +20m: Guten Tag Dragan, gut, dass Sie sich jetzt melden. Wichtig ist nur eins: Stellen Sie den Antrag, bevor der Titel abläuft. Das geht auch schriftlich, ohne Termin.
      we: Schicken Sie den Antrag per Mail oder Post und heben Sie den Beleg auf. Dann gilt Ihr Titel weiter, bis entschieden ist. Darüber bekommen Sie eine Fiktionsbescheinigung.
      they: Ok danke. Und mein Chef? Der fragt schon
      we: Zeigen Sie ihm die Fiktionsbescheinigung, sobald Sie sie haben. Soll ich Ihnen beim Antrag helfen?
      they: Ja bitte
      we: Dann schicke ich Ihnen morgen das Formular. Füllen Sie aus, was Sie können, den Rest machen wir zusammen.`,
  },
  {
    name: 'Nadia & Family',
    channel: 'whatsappCloud',
    topic: 'family',
    begins: '-47m',
    state: 'open',
    assignee: null,
    script: `
      they: Hallo guten tag
      they: ich habe frage wegen Kindergeld
      they: meine tochter ist im august geboren und ich habe noch kein antrag gemacht. ist das zu spät 😟
      they: bekomme ich das geld auch für august?`,
  },
  {
    name: 'Grigore',
    channel: 'simulator',
    phone: { id: 'grigore', messenger: 'simulator' },
    topic: 'german',
    begins: '-3h',
    state: 'open',
    assignee: 'jonas',
    isRead: true,
    script: `
      they: Guten Tag, ich arbeite auf Baustelle und will besser Deutsch lernen. Ich habe nur Abend Zeit.
      we: Guten Tag Grigore! Das ist eine gute Idee. Wie viel Deutsch können Sie schon? Haben Sie einmal einen Kurs gemacht?
      they: Kein Kurs. Alles von Kollegen gelernt 😄
      they: Was kostet das?`,
  },
  {
    name: 'Agnieszka W.',
    channel: 'telegram',
    topic: 'housing',
    begins: '-9d 16:20',
    state: 'closed',
    assignee: 'jonas',
    script: `
      they: Guten Tag, wir haben eine neue Wohnung gefunden! Wie kündige ich die alte? Reicht eine WhatsApp an den Vermieter?
      we +40m: Guten Tag und herzlichen Glückwunsch! Eine WhatsApp reicht leider nicht. Die Kündigung muss auf Papier stehen und von Ihnen unterschrieben sein.
      we: Die Frist ist drei Monate. Wenn der Brief bis zum dritten Werktag im Monat da ist, zählt dieser Monat schon mit.
      they: Wir haben beide unterschrieben im Mietvertrag, ich und mein Mann
      we: Dann unterschreiben Sie bitte auch beide die Kündigung.
      they: Alles klar, vielen Dank für die schnelle Hilfe!
      we [reaction 👍]: Sehr gern. Und denken Sie ans Ummelden: nach dem Einzug innerhalb von zwei Wochen.`,
  },
  {
    name: null,
    channel: 'sms',
    topic: null,
    begins: '-25m',
    state: 'open',
    assignee: null,
    script: `
      they: Guten Morgen ist heute Beratung offen? Brauche Hilfe mit Brief von Jobcenter`,
  },
  {
    name: 'Blerim K.',
    channel: 'whatsappTwilio',
    topic: 'health',
    begins: '-4d 11:10',
    state: 'waiting',
    assignee: 'lena',
    script: `
      they: Hallo, ich habe ab nächsten Monat eine neue Arbeit. Muss ich die Krankenkasse vom Chef nehmen?
      we +15m: Hallo Blerim! Nein, die Krankenkasse suchen Sie sich selbst aus. Sagen Sie Ihrem Chef nur, bei welcher Sie sind.
      they: Und meine Frau? Sie arbeitet nicht. Und zwei Kinder
      we: Kinder und Ehepartner ohne eigenes oder mit kleinem Einkommen sind in der gesetzlichen Kasse oft kostenlos mitversichert. Das heißt Familienversicherung, die Kasse schickt Ihnen das Formular.
      they: Ohh sehr gut 🙌
      we: Nehmen Sie zum Termin bei der Kasse die Heiratsurkunde und die Geburtsurkunden mit. Fehlt Ihnen davon etwas?`,
  },
  {
    name: 'Rosa',
    channel: 'whatsappTwilio',
    topic: 'work',
    begins: '-22h',
    state: 'open',
    assignee: 'lena',
    script: `
      they: Ich habe heute die Kündigung bekommen 😢
      they +1m [letter]: Hier ist der Brief
      they +1m: Was muss ich jetzt tun? Ich habe noch nie so etwas gehabt`,
  },
];
