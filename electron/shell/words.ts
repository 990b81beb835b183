import { type NetworkId, networkNames } from '#core/networks/names';

/** In the middle of a sentence: ours is not a proper name. */
const inText = (network: NetworkId): string => (network === 'practice' ? 'the practice network' : networkNames[network]);
const atStart = (network: NetworkId): string => inText(network).replace(/^the /, 'The ');

/** Words of the main process: native menu, tray, notifications, dialogs. The window's words are in renderer/messages. */
export const words = {
  menu: {
    file: 'File', compose: 'Compose', undo: 'Undo', palette: 'Go to anything', settings: 'Settings', quit: 'Quit Linnet', edit: 'Edit', view: 'View',
    today: 'Today', calendar: 'Calendar', accounts: 'Accounts', theme: 'Switch light and dark', publishing: 'Publishing', pause: 'Pause all publishing',
    resume: 'Resume publishing', help: 'Help', dataFolder: 'Show the data folder', about: 'About Linnet',
  },
  tray: {
    open: 'Open Linnet', nothing: 'Nothing is scheduled', paused: 'Publishing is paused', offline: 'Offline: posts wait for the line',
    /** @param brand null where there is only one */
    next: (time: string, brand: string | null, title: string) => `Next ${time}${brand === null ? '' : `, ${brand}`}: ${title}`,
    needs: (n: number) => (n === 1 ? '1 post needs you' : `${n} posts need you`),
  },
  notify: {
    published: (title: string) => ({ title: 'A post went out', body: `“${title}”. Open it to see where.` }),
    failed: (network: NetworkId, title: string) => ({ title: `${atStart(network)} did not take a post`, body: `“${title}”. Open it to see why and what to do.` }),
    unconfirmed: (network: NetworkId, title: string) => ({ title: `${atStart(network)} gave no answer`, body: `“${title}” may be live or not. Linnet will not send it again until someone has looked.` }),
    missed: (network: NetworkId, title: string) => ({ title: `A post for ${inText(network)} missed its time`, body: `“${title}”. Choose: publish now, next free slot, or skip.` }),
    unclear: (network: NetworkId, title: string) => ({ title: `${atStart(network)} may have a post already`, body: `“${title}”. Linnet was put back from a back-up and cannot tell. Look there, then decide.` }),
    signedOut: (handle: string, network: NetworkId) => ({ title: `${atStart(network)} signed ${handle} out`, body: 'Posts wait until you reconnect.' }),
    expiring: (handle: string, network: NetworkId) => ({ title: `${atStart(network)} signs ${handle} out soon`, body: 'Reconnect it before then, and no post has to wait.' }),
    secondCopy: { title: 'Linnet is open already', body: 'The window that was open has come to the front.' },
  },
  loginWindow: {
    opening: 'Opening the login page',
    title: (host: string) => `${host}, to log in for Linnet`,
    browser: 'Open in my browser instead', page: 'Page', back: 'Back', reload: 'Load again', close: 'Close',
  },
  dialog: {
    pickImages: 'Choose pictures or videos',
    images: 'Pictures and videos',
    cannotStart: 'Linnet cannot start',
    crashed: { message: 'Linnet’s window stopped working several times', detail: 'Your posts are saved, and publishing goes on. Load the window again; if that does not help, quit Linnet and start it again.', reload: 'Load again', quit: 'Quit Linnet' },
    noTray: { message: 'Close Linnet? Posts are planned', detail: 'This desktop shows no icon that could bring Linnet back, so closing the window ends it. Posts go out only while Linnet runs; what is missed meanwhile is asked about at the next start.', minimise: 'Minimise instead', quit: 'Quit Linnet', cancel: 'Cancel' },
    hung: { message: 'Linnet’s window does not answer', detail: 'Your posts are saved up to the last second or two, and publishing goes on. Wait a moment, or load the window again.', reload: 'Load again', wait: 'Wait' },
  },
} as const;
