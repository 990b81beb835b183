/** People who only exist here. Their handles are taken, so nobody can sign up as one of them. */
export interface Follower {
  readonly handle: string;
  readonly name: string;
  readonly bio: string;
}

const follower = (handle: string, name: string, bio: string): Follower => ({ handle, name, bio });

export const followers: readonly Follower[] = [
  follower('ada.brewster', 'Ada Brewster', 'Retired teacher, busy gardener.'),
  follower('amir_k', 'Amir Khalil', 'Cycling to places with good lunch.'),
  follower('bea.lindqvist', 'Bea Lindqvist', 'Weaver. Rain is fine.'),
  follower('benoit', 'Benoît Charlier', 'Je lis tout, même les étiquettes.'),
  follower('cat.oduya', 'Catherine Oduya', 'Nurse on nights, reader on days off.'),
  follower('chidi', 'Chidi Eze', 'Woodwind repairs.'),
  follower('dora_v', 'Dora Varga', 'Small flat, many plants.'),
  follower('eamonn', 'Eamonn Price', 'Allotment, plot 14.'),
  follower('elif.dm', 'Elif Demir', 'I photograph doors.'),
  follower('fern', 'Fern Hathersage', 'Walking, mostly uphill.'),
  follower('giulia.r', 'Giulia Rossetti', 'Paper conservator.'),
  follower('hanne', 'Hanne Vik', 'Sea swimmer, slow typist.'),
  follower('ines_m', 'Inês Moura', 'Ceramics student in Porto.'),
  follower('jonty', 'Jonty Marsh', 'Market stall on Saturdays.'),
  follower('kaya', 'Kaya Whitlock', 'School librarian.'),
  follower('kenji.w', 'Kenji Watari', 'Coffee, trains, maps.'),
  follower('leila', 'Leila Haddad', 'Cooks for too many people.'),
  follower('lorcan', 'Lorcan Byrne', 'Fiddle, and dogs.'),
  follower('maeve.t', 'Maeve Tully', 'Two children, one oven.'),
  follower('marek', 'Marek Sobol', 'Restores bicycles.'),
  follower('moss_and_co', 'Moss & Co', 'Corner shop with opinions on jam.'),
  follower('nadia.s', 'Nadia Sorel', 'Illustrator.'),
  follower('nils', 'Nils Aker', 'Winter person.'),
  follower('oona', 'Oona Laine', 'Knitting on the tram.'),
  follower('pip.harmer', 'Pip Harmer', 'Local history walks, first Sunday.'),
  follower('priya_n', 'Priya Nair', 'Weekend baker, weekday actuary.'),
  follower('quill', 'Quill Fenwick', 'Letters by hand.'),
  follower('rosa.b', 'Rosa Benitez', 'Florist.'),
  follower('sam.ot', 'Sam Otieno', 'Birdwatcher in training.'),
  follower('saoirse', 'Saoirse Nolan', 'Bookbinding evenings.'),
  follower('tess', 'Tess Applegarth', 'Parish newsletter editor.'),
  follower('theo.l', 'Theo Lambert', 'Always early.'),
  follower('umi', 'Umi Sato', 'Tea.'),
  follower('vera.k', 'Vera Kolar', 'Choir, second alto.'),
  follower('wilf', 'Wilf Dunning', 'Mends clocks, is often late.'),
  follower('yusra', 'Yusra Bakari', 'New in town, asking where to go.'),
];

export const followerByHandle: ReadonlyMap<string, Follower> = new Map(followers.map((f) => [f.handle, f]));

/** Said below any post. */
export const generalComments: readonly string[] = [
  'This made my morning, thank you.',
  'Showing this to my sister, she will want to come along.',
  'I walked past yesterday and wondered about this.',
  'You always make it look easy. I know it is not.',
  'Saved for later, so that I do not forget again.',
  'Lovely. More of this, please.',
  'My neighbour told me about you and she was right.',
  'Good to see a small place doing well.',
  'I have told everybody at work.',
  'That is a fine way to start the week.',
  'Noted in the diary, in ink.',
  'Came for one thing last time and left with four.',
  'I can nearly smell it from here.',
  'We are driving over on Saturday just for this.',
  'I like how you explain things.',
  'This is the only account my mother asks me about.',
];

/** Said below a post with pictures. */
export const pictureComments: readonly string[] = [
  'That light in the picture is beautiful.',
  'The colours here are exactly right.',
  'I would hang this on my wall.',
  'Zoomed in and stayed there for a while.',
  'The second from the left is mine, I have decided.',
  'What a picture. Did you take it yourselves?',
];

/** Questions that want an answer. */
export const questions: readonly string[] = [
  'Are you open on Sunday as well?',
  'Do you post to Ireland?',
  'Is there still room for two?',
  'Could I put one aside until Friday?',
  'Is it suitable for children of about seven?',
  'How long does one of these usually last?',
  'Can I pay by card at the door?',
  'Will you do this again in spring?',
  'Is there a step at the entrance? I am asking for my dad.',
  'Do you have it in a smaller size?',
  'Where do I park nearby?',
  'May I bring the dog? He is very small and mostly asleep.',
];

/** Said below a post that asks something. */
export const answers: readonly string[] = [
  'The first one, without a doubt.',
  'I would say the blue.',
  'Mine is the plain kind with butter, every time.',
  'Hard to choose. Can I say both?',
  'Early in the morning, before anybody else is up.',
  'My grandmother had an answer to this, and it was always soup.',
];

/** Posts of their own that name the account; `@` is put in its place. */
export const mentionTexts: readonly string[] = [
  'Spent a happy half hour at @ today.',
  'If you are new in town like me: start with @.',
  'Does anybody know whether @ takes orders for the holidays?',
  'Present for my brother found, thanks to @.',
  'Queue at @ was out of the door, and worth it.',
  'The best thing on my table this week came from @.',
  '@ do you still have the ones from last month?',
  'I asked @ a silly question and got a kind answer. Five stars from me.',
];
