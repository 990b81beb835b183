import type { NetworkId } from '#core/networks';

interface OptionWords {
  readonly label: string;
  readonly help?: string;
}

const options: Readonly<Record<string, OptionWords>> = {
  language: { label: 'Language' },
  linkCard: { label: 'Link card', help: 'Shows the first link as a card when there are no pictures' },
  board: { label: 'Board', help: 'Or type a new name' },
  section: { label: 'Section of the board', help: 'Or type a new name' },
  title: { label: 'Title' },
  link: { label: 'Link', help: 'Where a click leads, with https://' },
  dominantColour: { label: 'Dominant colour', help: 'Such as #6E7874; empty: Pinterest chooses' },
  visibility: { label: 'Who can see it' },
  contentWarning: { label: 'Content warning', help: 'Shown instead of the text until the reader opens it' },
  allowReposts: { label: 'Others may repost it' },
  replySettings: { label: 'Who can reply' },
  allowQuotes: { label: 'Others may quote it' },
  adultContent: { label: 'Adult content' },
  graphicMedia: { label: 'Violence or gore' },
  madeWithAi: { label: 'Made with AI' },
  paidPartnership: { label: 'Paid partnership' },
  quotePost: { label: 'Post to quote', help: 'Its link, with https://' },
  quotes: { label: 'Who can quote it' },
  sendAs: { label: 'Send pictures as', help: 'A document has a page for each picture, to swipe through' },
  documentTitle: { label: 'Title of the document', help: 'Empty: how the text begins' },
  pollQuestion: { label: 'Poll, question', help: 'Empty: no poll. Pictures and a poll do not go together' },
  pollChoice1: { label: 'Poll, first choice', help: 'Empty: no poll. Pictures and a poll do not go together' },
  pollChoice2: { label: 'Poll, second choice' },
  pollChoice3: { label: 'Poll, third choice' },
  pollChoice4: { label: 'Poll, fourth choice' },
  pollChoice5: { label: 'Poll, fifth choice' },
  pollChoice6: { label: 'Poll, sixth choice' },
  pollChoice7: { label: 'Poll, seventh choice' },
  pollChoice8: { label: 'Poll, eighth choice' },
  pollMultiple: { label: 'More than one choice counts' },
  pollHideTotals: { label: 'Hide the votes until it ends' },
  cardLink: { label: 'Link card', help: 'With https://; empty: the first link of the text. Not with a poll' },
  replyControl: { label: 'Who can reply' },
  kind: { label: 'Post as', help: 'A Reel is one tall video. A Story is one picture or video, for a day, and shows no text' },
  videoTitle: { label: 'Title of the video' },
  postAs: { label: 'Post as', help: 'A Story is one picture or video, for a day, and shows no text' },
  collaborators: { label: 'Collaborators', help: 'Up to three names. They are asked whether they join' },
  userTags: { label: 'People in the picture', help: 'Names, with spaces between them' },
  location: { label: 'Place', help: 'The number of its Facebook Page' },
  firstComment: { label: 'First comment', help: 'Written under the post as soon as it is out' },
  shareToFeed: { label: 'Reel among the posts too', help: 'Off: only under Reels' },
  coverSecond: { label: 'Cover of a Reel', help: 'The second of the video that is shown; empty: the first' },
  coverAt: { label: 'Cover of a video', help: 'The second of the video that is shown; empty: the first' },
  topicTag: { label: 'Topic', help: 'One, without # . &' },
  pollLength: { label: 'Poll runs for' },
  privacy: { label: 'Who can see it' },
  madeForKids: { label: 'Made for kids', help: 'The law asks it of you' },
  category: { label: 'Category' },
  tags: { label: 'Tags', help: 'With commas between them' },
  playlist: { label: 'Playlist', help: 'Or type a new name' },
  captions: { label: 'Captions', help: 'The lines of an SRT or WebVTT file. They need a language' },
  syntheticMedia: { label: 'Altered or made by AI', help: 'Looks real and is not' },
  notifySubscribers: { label: 'Tell subscribers' },
  postMode: { label: 'Send as', help: 'A draft waits in the inbox of the TikTok app, and is finished there' },
  privacyLevel: { label: 'Who can see it' },
  allowComment: { label: 'Comment' },
  allowDuet: { label: 'Duet' },
  allowStitch: { label: 'Stitch' },
  disclosure: { label: 'Promotes somebody' },
  yourBrand: { label: 'Your brand' },
  brandedContent: { label: 'Branded content' },
  aiGenerated: { label: 'Made with AI' },
  agreed: { label: 'Agreed to' },
  agreedAt: { label: 'Agreed at' },
  sensitive: { label: 'Cover the pictures', help: 'Readers see them when they ask' },
};

const choices: Readonly<Record<string, string>> = {
  'privacy.public': 'Everyone', 'privacy.unlisted': 'Everyone with the link', 'privacy.private': 'Only you',
  'madeForKids.': 'Choose', 'madeForKids.no': 'No, not made for kids', 'madeForKids.yes': 'Yes, made for kids',
  'category.people': 'People and blogs', 'category.film': 'Film and animation', 'category.autos': 'Cars and vehicles', 'category.pets': 'Pets and animals', 'category.travel': 'Travel and events', 'category.news': 'News and politics', 'category.howto': 'How-to and style', 'category.science': 'Science and technology', 'category.nonprofits': 'Non-profits and activism',
  'sendAs.pictures': 'Pictures', 'sendAs.document': 'Document',
  'kind.post': 'Post', 'kind.reel': 'Reel', 'kind.story': 'Story',
  'postMode.post': 'Post', 'postMode.draft': 'Draft in the app',
  'privacyLevel.PUBLIC_TO_EVERYONE': 'Everyone', 'privacyLevel.MUTUAL_FOLLOW_FRIENDS': 'Friends', 'privacyLevel.FOLLOWER_OF_CREATOR': 'Followers', 'privacyLevel.SELF_ONLY': 'Only you',
  'postAs.feed': 'Post or Reel', 'postAs.story': 'Story',
  'visibility.public': 'Everyone', 'visibility.unlisted': 'Everyone, not in public timelines', 'visibility.private': 'Followers only', 'visibility.direct': 'Only those it mentions', 'visibility.followers': 'Followers only', 'visibility.connections': 'Connections only',
  'replyControl.everyone': 'Everyone', 'replyControl.accounts_you_follow': 'Accounts you follow', 'replyControl.mentioned_only': 'Only those it mentions', 'replyControl.followers_only': 'Your followers',
  'quotes.account': 'As the account says', 'quotes.public': 'Everyone', 'quotes.followers': 'Your followers', 'quotes.nobody': 'Nobody',
  'replyControl.followers': 'Your followers', 'replyControl.following': 'Accounts you follow', 'replyControl.mentioned': 'Only those it mentions', 'replyControl.followers_mentioned': 'Your followers, and those it mentions', 'replyControl.following_mentioned': 'Accounts you follow, and those it mentions', 'replyControl.nobody': 'Nobody',
  'adultContent.none': 'None', 'adultContent.sexual': 'Suggestive', 'adultContent.nudity': 'Nudity', 'adultContent.porn': 'Pornography',
  'replySettings.everyone': 'Everyone', 'replySettings.following': 'Accounts you follow', 'replySettings.mentionedUsers': 'Only those it mentions', 'replySettings.verified': 'Verified accounts', 'replySettings.subscribers': 'Your subscribers',
};

const spaced = (name: string): string => name.replace(/([A-Z])/g, ' $1').replace(/^./, (letter) => letter.toUpperCase()).replace(/ [A-Z]/g, (pair) => pair.toLowerCase());

/** An option without words of its own is called by its name, so that a new one is usable at once. */
export const optionWords = (name: string): OptionWords => options[name] ?? { label: spaced(name) };
export const choiceWords = (name: string, choice: string): string => choices[`${name}.${choice}`] ?? spaced(choice);
/** What was chosen or typed, as it is read. */
export const chosenWords = (name: string, value: string): string => choices[`${name}.${value}`] ?? value;

/** A note beside a switch whose effect depends on the post. */
export const optionNote = (network: NetworkId, name: string, hasPictures: boolean): string | null => ((network === 'bluesky' || network === 'facebook' || network === 'linkedin') && name === 'linkCard' && hasPictures ? 'Off, pictures win' : null);

/** A language as a person calls it, or its tag where nobody knows a name. */
export function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
