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
  madeWithAi: { label: 'Made with AI' },
  paidPartnership: { label: 'Paid partnership' },
  pollChoice1: { label: 'Poll, first choice', help: 'Empty: no poll. Pictures and a poll do not go together' },
  pollChoice2: { label: 'Poll, second choice' },
  pollChoice3: { label: 'Poll, third choice' },
  pollChoice4: { label: 'Poll, fourth choice' },
  cardLink: { label: 'Link card', help: 'With https://; empty: the first link of the text. Not with a poll' },
  replyControl: { label: 'Who can reply' },
  topicTag: { label: 'Topic', help: 'One, without # . &' },
  pollLength: { label: 'Poll runs for' },
  sensitive: { label: 'Cover the pictures', help: 'Readers see them when they ask' },
};

const choices: Readonly<Record<string, string>> = {
  'visibility.public': 'Everyone', 'visibility.unlisted': 'Everyone, not in public timelines', 'visibility.private': 'Followers only', 'visibility.direct': 'Only those it mentions', 'visibility.followers': 'Followers only', 'visibility.connections': 'Connections only',
  'replyControl.everyone': 'Everyone', 'replyControl.accounts_you_follow': 'Accounts you follow', 'replyControl.mentioned_only': 'Only those it mentions', 'replyControl.followers_only': 'Your followers',
  'replySettings.everyone': 'Everyone', 'replySettings.following': 'Accounts you follow', 'replySettings.mentionedUsers': 'Only those it mentions', 'replySettings.verified': 'Verified accounts', 'replySettings.subscribers': 'Your subscribers',
};

const spaced = (name: string): string => name.replace(/([A-Z])/g, ' $1').replace(/^./, (letter) => letter.toUpperCase()).replace(/ [A-Z]/g, (pair) => pair.toLowerCase());

/** An option without words of its own is called by its name, so that a new one is usable at once. */
export const optionWords = (name: string): OptionWords => options[name] ?? { label: spaced(name) };
export const choiceWords = (name: string, choice: string): string => choices[`${name}.${choice}`] ?? spaced(choice);

/** A note beside a switch whose effect depends on the post. */
export const optionNote = (network: NetworkId, name: string, hasPictures: boolean): string | null => ((network === 'bluesky' || network === 'linkedin') && name === 'linkCard' && hasPictures ? 'Off, pictures win' : null);
