const words: Readonly<Record<string, string>> = {
  atproto: 'Know who you are',
  'transition:generic': 'Publish, delete and read your posts',
  'transition:email': 'Know your e-mail address',
  'com.atproto.access': 'Everything an app password may do',
  'app-password': 'Publish, delete and read your posts, by app password',
  read: 'Read your profile, posts and their numbers',
  write: 'Publish and delete posts',
  follow: 'Follow and unfollow',
  push: 'Be told of news',
  'read:accounts': 'Read your profile',
  'read:statuses': 'Read your posts and their numbers',
  'read:notifications': 'Read replies and mentions',
  'write:statuses': 'Publish and delete posts',
  'write:media': 'Upload pictures',
  'tweet.read': 'Read your posts and their numbers',
  'tweet.write': 'Publish and delete posts',
  'users.read': 'Know who you are',
  'media.write': 'Upload pictures',
  'offline.access': 'Stay signed in',
  profile: 'Read your profile',
};

/** What a permission lets Linnet do; one it does not know is shown as the network calls it. */
export const scopeWords = (scope: string): string => words[scope] ?? scope;
