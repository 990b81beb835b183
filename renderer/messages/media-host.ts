import type { FieldProblem, HostField } from '#core/media-host/address';
import type { HostProblem, TestStep } from '#core/media-host/problems';
import type { MediaHostSettings } from '#core/media-host/settings';

type Kind = MediaHostSettings['kind'];
interface FieldWords { readonly label: string; readonly help: string; readonly placeholder: string }

export const hostKinds: Readonly<Record<Kind, { readonly name: string; readonly about: string }>> = {
  s3: { name: 'S3 storage', about: 'A bucket at Amazon, Cloudflare R2, Backblaze, Hetzner or any other S3-compatible service. It stays private: each address Linnet hands out shows one picture and ends after two hours.' },
  webdav: { name: 'Your web site (WebDAV)', about: 'A folder of your own site or Nextcloud-like server that Linnet writes to by WebDAV and that anybody can read on the web. Its addresses have long names that nobody can guess.' },
};

const fields: Readonly<Partial<Record<HostField, FieldWords>>> = {
  endpoint: { label: 'Service address', help: 'The S3 address of the service, without the bucket.', placeholder: 'https://s3.eu-central-1.amazonaws.com' },
  region: { label: 'Region', help: 'As the service names it; “auto” at Cloudflare R2.', placeholder: 'eu-central-1' },
  bucket: { label: 'Bucket', help: 'It has to exist. Make one just for this, not open to the public.', placeholder: 'linnet-pictures' },
  folder: { label: 'Folder in the bucket', help: 'May be left empty.', placeholder: 'linnet' },
  keyId: { label: 'Access key ID', help: 'Of a key that may only put and delete and get objects in this bucket.', placeholder: 'AKIA…' },
  address: { label: 'WebDAV address', help: 'The folder that Linnet writes to. It is made when it is missing.', placeholder: 'https://dav.example.com/site/linnet' },
  publicAddress: { label: 'Public address of that folder', help: 'Where anybody sees the same folder in a browser, without a login.', placeholder: 'https://example.com/linnet' },
  user: { label: 'User name', help: 'Best one that may write to this folder alone.', placeholder: 'linnet' },
};
export function hostField(field: HostField, kind: Kind): FieldWords {
  const secret: FieldWords = kind === 's3' ? { label: 'Secret access key', help: 'Sealed like your logins; never in the data file or in a log.', placeholder: '' } : { label: 'Password', help: 'Sealed like your logins; never in the data file or in a log. Better an app password than your own.', placeholder: '' };
  return fields[field] ?? secret;
}

const fieldWords: Readonly<Record<FieldProblem, string>> = {
  empty: 'This is needed.', malformed: 'This cannot be right. Look for spaces, a missing https:// or signs that do not belong there.', insecure: 'It has to begin with https://, because networks and your password go there.',
  'with-login': 'Take the name and password out of the address; they have fields of their own.', 'with-path': 'Only the address of the service, without the bucket and anything behind it.',
};
export const fieldProblem = (field: HostField, problem: FieldProblem): string => (field === 'secret' && problem === 'empty' ? 'Type it once more: it is kept for one server and one user only.' : fieldWords[problem]);

/** What happened, what it means, and what to do. */
const words: Readonly<Record<HostProblem, readonly [what: string, todo: string]>> = {
  'not-set': ['No media host is set', 'Fill in the form and save it.'],
  'secret-missing': ['The password or key is not on this computer', 'It is never in back-ups. Type it again and save.'],
  locked: ['The password or key is out of reach', 'Unlock the vault or the keyring of this computer, under Security.'],
  unreachable: ['The host cannot be reached', 'Nobody answers at that address. Look for a typing mistake, and whether the server and this computer are online.'],
  insecure: ['No safe connection could be made', 'The host’s certificate is missing, has ended or is for another name. Whoever runs the server can renew it.'],
  'login-refused': ['The host does not accept the login', 'The name, the key or the password is wrong, or it may not write to this place. Check all three at the host.'],
  'place-missing': ['The place is not there', 'The bucket or folder does not exist and could not be made. Make it at the host, or correct its name.'],
  'region-wrong': ['The bucket is in another region', 'Correct the region, or the service address, as the host names it.'],
  moved: ['The host sends Linnet to another address', 'Linnet does not take a password elsewhere. Use the address it leads to.'],
  full: ['The host is full', 'Make room there, or ask for more.'],
  'too-large': ['The host takes no file of that size', 'Raise its limit for uploads to at least 10 MB.'],
  'clock-wrong': ['The clocks do not agree', 'The host refuses the time of this computer. Set the clock of this computer.'],
  busy: ['The host is busy or has trouble of its own', 'Nothing is lost. Try again in a while.'],
  refused: ['The host refused the file', 'Its own words below say more.'],
  aborted: ['It was stopped', 'Try again.'],
  'not-public': ['The file is there, but the public may not read it', 'A network comes without a login, from the internet. Open the folder for reading, and use an address that is not of this house or this computer.'],
  'not-served': ['The file is there, but not at its public address', 'The public address belongs to another folder. Open it in a browser and compare.'],
  'other-bytes': ['Something else is at the public address', 'The site answers with another file, perhaps an old copy or a smaller picture. Switch such tricks off for this folder.'],
  'other-type': ['The site does not say that it is a picture', 'It has to send pictures with their type, such as image/jpeg. The server’s settings for file types tell it so.'],
  'not-removed': ['The file could not be taken away', 'Reading and writing work. Allow this login to delete as well, or old pictures stay there for ever.'],
};
const steps: Readonly<Record<TestStep, string>> = { put: 'Putting a tiny picture there', fetch: 'Fetching it as a network would', remove: 'Taking it away' };
export const hostProblemWords = (problem: HostProblem, step: TestStep): { readonly what: string; readonly where: string; readonly todo: string } => ({ what: words[problem][0], where: `${steps[step]} did not work.`, todo: words[problem][1] });
