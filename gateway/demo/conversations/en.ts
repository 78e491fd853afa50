import type { Story } from '../story.ts';

export const english: Story[] = [
  {
    name: 'Kwame',
    channel: 'telegram',
    topic: 'work',
    begins: '-13d 09:30',
    state: 'closed',
    assignee: 'jonas',
    script: `
      they [started]:
      they: Hello, good morning. I have a residence permit and I found a job in a warehouse. Am I allowed to start on Monday?
      we +12m: Good morning Kwame, congratulations on the job! Please look at your card and at the green sheet that came with it. Is there a line that says "Erwerbstätigkeit erlaubt"?
      they: wait I check
      they [reaction 👍]: Yes. It says "Erwerbstätigkeit erlaubt"
      we: Then you may work, and you can start. If it had said anything about limits, we would have asked the authority first.
      they: Great. The boss wants to pay 12 euro. Ok?
      we [quotes 1]: No. The minimum wage is 13.90 € per hour in 2026. You can tell him that kindly, he has to pay it.
      they: He said sorry, he did not know 😂 now it is 13.90
      we: Well done! Write to us any time.`,
  },
  {
    name: 'Priya S.',
    channel: 'whatsappCloud',
    topic: 'residence',
    begins: '-8d 15:45',
    state: 'waiting',
    assignee: 'jonas',
    script: `
      they: Hi! I am on a Blue Card since two years. My friend says I can already get the permanent one. Is it true?
      we +20m: Hi Priya! With a Blue Card it can go faster: after 27 months, or after 21 months if your German is at B1.
      they: I passed B1 last spring 🎉
      we: Then 21 months are enough. They also look at your income, your pension contributions and your flat.
      they +1d 10:05 [pdf Rentenversicherung.pdf]: I got this from the pension insurance. Is this the right paper?
      we +35m: Yes, that is exactly the one. It lists your months. Please keep it with your B1 certificate.
      they [reaction 🙏]: Perfect. And do I have to give back my Indian passport?
      we [quotes 1]: Not for this. The settlement permit is a residence title, it does not change your nationality.
      they: Ok cool. Then I will make the appointment
      we: Good luck! Tell us the date, and we will go through the papers with you before.`,
  },
  {
    name: 'Samuel O.',
    channel: 'whatsappCloud',
    topic: 'housing',
    begins: '-95m',
    state: 'open',
    assignee: null,
    script: `
      they: Good morning, I moved last week. The landlord does not want to sign the paper for the Anmeldung
      they: He says it is my problem. What can I do? I only have few days left`,
  },
  {
    name: 'Fatou',
    channel: 'telegram',
    topic: 'health',
    begins: '-10d 12:15',
    state: 'closed',
    assignee: 'lena',
    script: `
      they: Hello please, I am pregnant and I need a doctor who speaks English or French
      we +30m: Hello Fatou, how lovely, congratulations! I will send you two practices nearby where the doctors speak French.
      we +1h: Both take new patients this month. When you call, say that you are pregnant, then you get an appointment sooner.
      they: Thank you so much. Does the insurance pay an interpreter?
      we [quotes 1]: Usually not, I am afraid. But our town has volunteer interpreters for visits to the doctor, and I can ask for one.
      they: I found one, my neighbour comes with me ❤️
      we [reaction ❤️]: Wonderful. All the best for you both, and write to us whenever you need us.`,
  },
  {
    name: null,
    channel: 'sms',
    topic: 'family',
    begins: '-2d 14:05',
    state: 'waiting',
    assignee: 'jonas',
    script: `
      they: Hello I am outside the office but door is closed. I had appointment for school registration 2pm
      we +4m: Hello, sorry! The entrance is on the other side, next to the pharmacy. I am coming down.
      they: ok I see you
      we +2h [failed 30003]: It was good to meet you. The school office is open tomorrow from 8 to 12, please bring the birth certificate and the registration.`,
  },
  {
    name: 'Chidi',
    channel: 'whatsappTwilio',
    topic: 'family',
    begins: '-5d 08:55',
    state: 'waiting',
    assignee: 'lena',
    script: `
      they: Good morning. Our son is 14 months. Everyone says no place in Kita until 2028 😩
      we +25m: Good morning Chidi. I know this is exhausting. From the first birthday on your son has a right to a place. The youth office has to help you find one.
      they: They told us just to wait
      we: Please write to them, with the date from which you need the place, and keep a copy. A short letter is enough. Shall I send you an example?
      they: Yes please!
      we [pdf Example-letter-day-care.pdf]: Here it is. Fill in the yellow parts, sign it and hand it in at the town hall. Ask for a stamp on your copy.
      they: Thank you. We go tomorrow
      we: Very good. If you have no answer after two weeks, write to me and we will call them together.`,
  },
  {
    name: 'Grace Mensah',
    channel: 'simulator',
    phone: { id: 'grace', messenger: 'simulator' },
    topic: 'family',
    begins: '-5h',
    state: 'open',
    assignee: 'lena',
    script: `
      they: Hello, I would like to bring my husband to Germany. Where do I start?
      we: Hello Grace, thank you for writing. Your husband applies for a visa at the German embassy. They look at your income, your flat and, usually, his German at A1. May I ask which residence title you have?
      they: It is the one for skilled workers, until 2028
      they: He started an A1 course online last month`,
  },
  {
    name: 'Arjun P.',
    channel: 'whatsappCloud',
    topic: 'german',
    begins: '-1d 11:20',
    state: 'open',
    assignee: 'jonas',
    isRead: true,
    snoozedDays: 2,
    script: `
      they: Hello, can I do the integration course for free?
      we +10m: Hello Arjun! That depends. Some people have a right to the course, or are told to take it by an office. Did you get any letter about a course?
      they: No letter. I work in IT
      we: Then you would have to ask for admission, and this year these voluntary admissions have stopped. You can still join by paying 2.29 € per lesson yourself.
      they: I see. I have to ask my wife, I tell you in some days
      note: Meldet sich nach Rücksprache. Dann vhs-Lernportal und Abendkurs anbieten.`,
  },
  {
    name: 'Joy',
    channel: 'telegram',
    topic: 'residence',
    begins: '-12d 17:10',
    state: 'closed',
    assignee: 'jonas',
    script: `
      they: Hi, I am in Germany for 5 years now and I want to become a citizen. Before they told me 3 years is enough??
      we +1d 09:20: Hi Joy! The three-year rule existed, but it was abolished on 30 October 2025. Now it is usually five years, so you may be right on time.
      they: Oh ok. And I must give up my other passport?
      we: No, you can keep it. Germany allows several nationalities.
      they: 😍😍
      we: You need B1, the citizenship test, a secure livelihood and proof of who you are. What do you have already?
      they: B1 yes. Test not yet. Work yes, 3 years same company
      we: Then register for the test at the adult education center, and in the meantime collect your payslips.
      they +3d 13:00: Test done!!! 33 of 33
      we +15m [reaction 🎉]: 33 of 33! I am impressed. Now you can hand in the application. Come by if you want us to check it first.
      they: I already have an appointment with your colleague next week. Thank you for everything`,
  },
];
