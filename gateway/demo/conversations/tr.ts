import type { Story } from '../story.ts';

export const turkish: Story[] = [
  {
    name: 'Hatice',
    channel: 'whatsappCloud',
    topic: 'family',
    begins: '-11d 09:50',
    state: 'closed',
    assignee: 'emre',
    script: `
      they: Selamün aleyküm, iyi günler. Kızım için anaokulu arıyorum, üç yerden hayır dediler
      we +20m: Hoş geldiniz Hatice Hanım. Ben Emre. Kızınız kaç yaşında?
      they: Geçen ay iki yaşına bastı
      we: O zaman yer hakkı var: çocukların ilk doğum gününden itibaren kreş hakkı var. Jugendamt size yer bulmakla yükümlü.
      they: Bunu bilmiyordum 😮 Ne yapmam lazım?
      we [reaction 🙏]: Jugendamt'a yazılı başvuruyoruz. Mektubu birlikte hazırlayalım, yarın saat 10 uygun mu?
      they: Uygun, gelirim inşallah
      they +1d 09:40 [location 54.3105 10.1580]: Otobüs durağı
      they: Geldim, hangi kapı?
      we: Eczanenin yanındaki kapı, birinci kat.
      they +5d 15:15: Emre Bey yer bulundu!!! Ayın birinde başlıyor 🥳
      we: Ne güzel haber! Kızınıza iyi eğlenceler.`,
  },
  {
    name: 'Mehmet Yıldız',
    channel: 'simulator',
    phone: { id: 'mehmet', messenger: 'sms' },
    topic: 'residence',
    begins: '-4h',
    state: 'open',
    assignee: null,
    script: `
      they: Oturma iznim gelecek ay bitiyor. Ne yapmalıyım?`,
  },
  {
    name: 'Serkan D.',
    channel: 'telegram',
    topic: 'work',
    begins: '-5d 15:25',
    state: 'waiting',
    assignee: 'emre',
    script: `
      they [started]:
      they: Merhaba, patron beni bugün işten çıkardı. Kâğıt da verdi. Üç hafta içinde bir şey yapmak lazımmış, doğru mu?
      we +18m: Merhaba Serkan Bey, geçmiş olsun. Evet, işten çıkarmaya itiraz etmek isterseniz mahkemeye başvuru süresi üç haftadır.
      we: Ayrıca hemen Agentur für Arbeit'a iş aradığınızı bildirin, telefonla da olur. İşsiz kaldığınız ilk gün de işsizlik kaydını yaptırın.
      they [voice]:
      we [quotes 1] [unknown]: Anladım. Mektubu aldığınız günü bir kenara yazın ve yarın bize getirin, birlikte bakalım.`,
  },
  {
    name: 'Zeynep',
    channel: 'whatsappTwilio',
    topic: 'german',
    begins: '-8d 11:00',
    state: 'closed',
    assignee: 'emre',
    script: `
      they: Merhaba, entegrasyon kursu kaç saat sürüyor?
      we +25m: Merhaba Zeynep Hanım! Genelde 700 ders: 600 ders Almanca, 100 ders Almanya'da yaşam. Sonunda B1 sınavı ve „Leben in Deutschland“ testi var.
      they: Küçük çocuğum var, ona kim bakacak
      we: Bazı okullarda kurs sırasında çocuk bakımı var. Size yakın olanları sorayım.
      they: Çok sevinirim
      we +2h: İki okul buldum, ikisinde de çocuk bakımı var. Biri salı günü kayıt alıyor. Birlikte gidelim mi?
      they: Evet gidelim 🌷`,
  },
  {
    name: null,
    channel: 'sms',
    topic: 'housing',
    begins: '-3d 12:10',
    state: 'closed',
    assignee: 'emre',
    script: `
      they: Ev sahibi depozitoyu tek seferde istiyor. 3 kira. Param yetmiyor
      we +30m: Merhaba, depozito en fazla 3 soguk kira olabilir ve 3 taksitte odeme hakkiniz var. Ev sahibine böyle yazabilirsiniz. Emre Denizci
      they: Tamam kabul etti. Sagolun`,
  },
  {
    name: 'Ayşe K.',
    channel: 'whatsappCloud',
    topic: 'health',
    begins: '-80m',
    state: 'open',
    assignee: 'emre',
    script: `
      they: Emre Bey merhaba, hastaneden fatura geldi, 480 euro 😱
      they +1m [letter]:
      they: Ben sigortalıyım, niye bana gönderdiler?`,
  },
  {
    name: 'Murat',
    channel: 'telegram',
    topic: 'housing',
    begins: '-1d 16:05',
    state: 'open',
    assignee: 'emre',
    isRead: true,
    snoozedDays: 1,
    script: `
      they: Selam, kiramız arttı, maaş yetmiyor. Wohngeld diye bir şey varmış?
      we +30m: Merhaba Murat Bey, evet. Geliriniz düşükse Wohngeld alabilirsiniz. Ama Jobcenter'den temel yardım alıyorsanız ikisi birlikte olmuyor. Yardım alıyor musunuz?
      they: Yok almıyorum, çalışıyorum
      they: Maaş kâğıtlarını yarın akşam atarım`,
  },
  {
    name: 'Elif & Can',
    channel: 'whatsappTwilio',
    topic: 'family',
    begins: '-2d 10:20',
    state: 'waiting',
    assignee: 'emre',
    script: `
      they: İyi günler, eşim Türkiye'de. Aile birleşimi için A1 şart mı?
      we +35m: İyi günler! Eşler için genelde A1 gerekiyor, ayrıca gelir ve yeterli büyüklükte ev de önemli. Sizin oturum izniniz nedir?
      they [unsupported ephemeral]:
      we: Son mesajınızı açamadım. Onu normal mesaj olarak bir daha gönderebilir misiniz?`,
  },
];
