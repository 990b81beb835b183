/**
 * What starts this copy of Linnet. For an AppImage that is the file itself: the program within lies elsewhere each time.
 * Whatever an AppImage starts inherits its variables, so they are only believed of the program in its own folder.
 */
export function ownProgram(execPath: string, { APPIMAGE, APPDIR }: Readonly<Record<string, string | undefined>>): string {
  if (APPIMAGE === undefined || APPIMAGE === '' || APPDIR === undefined || APPDIR === '') return execPath;
  return execPath.startsWith(`${APPDIR.replace(/\/+$/, '')}/`) ? APPIMAGE : execPath;
}
