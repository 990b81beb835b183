import type { AppError, ErrorCode } from '#core/errors';
import { megabytes } from './sizes';

export interface ErrorWords {
  /** What happened. */
  readonly title: string;
  /** What it means; may be empty. */
  readonly meaning: string;
  /** What to do; may be empty. */
  readonly todo: string;
}

/** An error as it comes over the contract, where an optional value may also be undefined. */
export interface ShownError {
  readonly code: ErrorCode;
  readonly params?: AppError['params'] | undefined;
  readonly detail?: string | undefined;
}

type Params = NonNullable<AppError['params']>;
type Words = readonly [title: string, meaning: string, todo: string];

const or = (value: string | number | undefined, fallback: string): string => (value === undefined ? fallback : String(value));

const words: { readonly [C in ErrorCode]: (params: Params) => Words } = {
  'not-found': () => ['This is not here any more', 'It was removed, or it belongs to another brand.', 'Look in the bin, or undo the removal.'],
  'stale-version': () => ['This post was changed somewhere else', 'Both versions are kept: the other one is in the list of versions.', 'Open the list of versions and restore the one you want.'],
  'not-allowed-now': () => ['That cannot be done in its present state', 'The post has moved on since you looked.', 'Look at its state and try again.'],
  'name-taken': (p) => [`There is already one called “${or(p['name'], 'that')}”`, '', 'Choose another name.'],
  'name-empty': () => ['It needs a name', '', 'Type a name of at least one letter.'],
  'zone-unknown': (p) => [`“${or(p['zone'], 'That')}” is not a time zone Linnet knows`, '', 'Choose one from the list.'],
  'time-past': () => ['That time has passed', 'A post cannot be planned for the past.', 'Choose a later time, or publish now.'],
  'time-malformed': () => ['That is not a time', '', 'Write it like 09:30.'],
  'no-slots': () => ['There is no free slot', 'The chosen accounts have no posting times, or all of them are taken.', 'Add posting times under Accounts, or choose a time yourself.'],
  'no-accounts': () => ['No account is chosen', 'Linnet does not know where this should go.', 'Choose at least one account.'],
  'has-problems': (p) => [p['count'] === undefined ? 'Problems stop this post' : `${p['count']} ${p['count'] === 1 ? 'problem stops' : 'problems stop'} this post`, 'A network would refuse it as it is.', 'Mend what the list of problems names, or leave those accounts out.'],
  'already-published': () => ['It is out already', 'What is on the network cannot be moved or taken back from here.', 'Open it to see it on the network.'],
  'being-published': () => ['It is being published right now', '', 'Wait a moment and look at how it ended.'],
  'nothing-to-undo': () => ['There is nothing to undo', '', ''],
  'undo-outdated': () => ['This cannot be undone any more', 'Something else happened to the post in between.', 'Change it by hand.'],
  'media-unreadable': (p) => [`Linnet cannot read ${or(p['name'], 'that file')}`, 'The file is damaged, or no picture or video at all.', 'Open it in the program it comes from and save it again.'],
  'media-type': (p) => [`${or(p['name'], 'That file')} is not a kind of picture or video Linnet takes`, 'Pictures: JPEG, PNG, WebP, GIF, AVIF and TIFF. Videos: MP4, MOV, WebM, MKV and MPEG-TS.', 'Save it as one of these; a video best as MP4 with H.264 and AAC.'],
  'media-too-big': (p) => [`${or(p['name'], 'That file')} is too big`, typeof p['max'] === 'number' ? `At most ${megabytes(p['max'])} are allowed.` : '', 'Use a smaller copy.'],
  'media-too-many-pixels': (p) => [`${or(p['name'], 'That picture')} has too many pixels`, 'Opening it would take more memory than is safe.', 'Use a smaller copy, or save it as an ordinary JPEG.'],
  'media-empty': (p) => [`${or(p['name'], 'That file')} is empty`, '', 'Choose another file.'],
  'media-heic': (p) => [`${or(p['name'], 'That picture')} is a HEIC photo`, 'Linnet cannot read this kind.', 'Export it as JPEG: on a Mac in Preview, File, Export; on an iPhone set Settings, Camera, Formats to “Most Compatible” for new photos.'],
  'video-without-picture': (p) => [`${or(p['name'], 'That file')} has sound and no picture`, 'Networks take videos and pictures.', 'Export it again with its picture.'],
  'media-too-narrow': (p) => [`${or(p['name'], 'That picture')} is too small to be enlarged`, 'More than four times its size it would be a blur.', 'Use a larger copy.'],
  'media-elsewhere': () => ['That picture is not in this brand’s library', 'Brands do not share pictures, so nothing was changed.', 'Choose the picture again from your computer.'],
  'disk-full': () => ['The disk is full', 'Nothing was lost, but nothing more can be saved.', 'Free some space, then try again.'],
  'read-only': (p) => [`Linnet may not write to ${or(p['folder'], 'its folder')}`, 'Nothing can be saved until it may.', 'Allow writing to the folder, then try again.'],
  'file-busy': () => ['Another program is using the file', 'A second Linnet or a back-up program may have it open.', 'Close the other program, then try again.'],
  'login-cancelled': () => ['You stopped the login', 'Nothing was connected.', ''],
  'login-timed-out': () => ['The login took too long', 'Nobody came back from the network’s page in time. Nothing was connected.', 'Start again and confirm there within ten minutes.'],
  'login-denied': (p) => [`${or(p['network'], 'The network')} did not give permission`, 'You or the network said no. Nothing was connected.', 'Start again and choose Allow on its page.'],
  'login-forged': () => ['The answer did not match what Linnet asked', 'It is used up, too old, or of another page, so it was not used. Nothing was connected.', 'Start again. If it happens twice, close other tabs first.'],
  'login-not-found': (p) => [`${or(p['handle'] ?? p['server'], 'That name')} was not found`, 'No account or server answers to it.', 'Check the spelling. It looks like name.bsky.social or mastodon.example.'],
  'login-wrong-password': () => ['The name or the password is wrong', '', 'Check both. An app password looks like abcd-efgh-ijkl-mnop.'],
  'login-no-account': (p) => [`${or(p['network'], 'The network')} lists nothing you may publish on`, 'The login itself went well. Nothing was connected.', p['network'] === 'LinkedIn' ? 'You need to be an administrator of the page, and the app needs the product Community Management API. Your own posts need another app.' : 'Log in again and tick every Page you want there, with all it asks for. You need the right to create content on the Page.'],
  'login-account-closed': () => ['This account is switched off', 'Its owner switched it off, or it was taken down there. Nothing was connected.', 'Log in on the network’s own site: it says why, and whether it can be switched on again. Then connect it here.'],
  'login-bad-input': () => ['That cannot be used as it is', '', 'Check what you typed.'],
  'login-unreachable': (p) => [`${or(p['server'], 'The server')} does not answer`, 'It may be down, or this computer may be offline.', p['keys'] === undefined ? 'Check the address and the connection, then try again.' : 'Check the connection, then try again.'],
  'login-port-taken': (p) => [`Another program uses port ${or(p['port'], 'the login needs')}`, 'The network’s answer would come there, so the login cannot begin. Nothing was connected.', 'End the other program, or register another port in your app at the network and type it here.'],
  'login-server-lied': (p) => p['keys'] !== undefined ? [`${or(p['network'], 'The network')} did not accept the login`, 'Its own words are below. Most often the ID, the secret and the redirect do not belong to the same app, or the app may not do this yet. Nothing was connected.', 'Compare them with your app’s page there, then try again.'] : [`${or(p['server'], 'The server')} said things that do not fit together`, 'What it says about itself is not what it should, so Linnet does not trust it with a login.', 'Check the address. If it is right, tell whoever runs the server.'],
  'login-other-account': (p) => [`That is another account${p['got'] === undefined ? '' : `: ${p['got']}`}`, 'To reconnect, the same account has to log in, because its queue and history belong to it.', `Log out in the browser, then log in as ${or(p['expected'], 'the right account')}. Or connect the other one as new.`],
  'network-unavailable': (p) => [`${or(p['network'], 'The network')} is not answering`, 'Nothing was sent.', 'Try again in a while.'],
  'signed-out': (p) => [`${or(p['handle'], 'The account')} is signed out`, 'The network does not accept the stored login any more. What is planned there waits.', 'Reconnect the account.'],
  'rate-limited': (p) => [`${or(p['network'], 'The network')} asks Linnet to wait`, 'Too many calls in a short time. Nothing is lost.', 'Linnet goes on by itself when it may.'],
  'network-refused': (p) => [`${or(p['network'], 'The network')} refused it`, 'It will not work as it is.', 'Read the network’s own words and change the post.'],
  'outcome-unknown': (p) => [`${or(p['network'], 'The network')} gave no answer`, 'It may have worked or not. Linnet does not repeat it blindly.', 'Look on the network.'],
  'keyring-missing': () => ['This computer has no keyring Linnet can use', 'Without one, logins would lie open on the disk, so Linnet does not store any.', 'Make a passphrase vault under Settings, Security.'],
  'vault-locked': () => ['The vault is locked', 'Logins are out of reach, so nothing can be published until it is open.', 'Type your passphrase.'],
  'vault-wrong-passphrase': () => ['That is not the passphrase', '', 'Try again. Nobody can recover it for you.'],
  'vault-too-short': (p) => ['That passphrase is too short', `Use at least ${or(p['min'], '12')} characters; four unusual words work well.`, ''],
  'backup-not-found': () => ['That back-up is gone', 'The file was moved or deleted.', 'Choose another one.'],
  'backup-damaged': () => ['That back-up is damaged', 'It did not pass its check, so it was not used.', 'Choose an older one.'],
  'link-elsewhere': () => ['That link is not a post of this account', 'Nothing was noted.', 'Copy the address of the post itself from your browser, or leave the field empty.'],
  'no-browser': () => ['No browser could be opened', 'This computer has nothing that opens web pages.', 'Copy the address and open it by hand.'],
  'link-unknown': () => ['Linnet does not know that link', 'It leads nowhere in this app, so nothing was opened.', ''],
  offline: () => ['You are offline', 'This needs the internet. Everything else goes on.', 'Try again when you are back.'],
  defect: () => ['Something went wrong inside Linnet', 'It is Linnet’s own fault and is written down in the log in the data folder.', 'Try again; if it stays, start Linnet anew.'],
  'not-read': () => ['A part of this could not be read', 'What looks empty here may not be: nothing was lost or changed.', 'Read it again; if it stays, start Linnet anew.'],
  cancelled: () => ['You stopped it', 'Nothing was changed.', ''],
  busy: () => ['Linnet is still busy with the last one', '', 'Try again in a moment.'],
};

export function errorWords(error: ShownError): ErrorWords {
  const [title, meaning, todo] = words[error.code](error.params ?? {});
  return { title, meaning, todo };
}

/** One line, for a toast or under a field. */
export function errorLine(error: ShownError): string {
  const { title, todo } = errorWords(error);
  return todo === '' ? `${title}.` : `${title}. ${todo}`;
}
