import { connect } from 'node:net';

/**
 * Keeps the X display from starting anew when its last program ends, as Xvfb does and no desktop with a person before it.
 * The first program on a fresh display loads a whole OpenGL renderer to list its visuals, some 30 MB, and leaves the list for
 * the next ones: without this every app measured here would be that first one.
 * @returns lets go of it. Does nothing where there is no local X display.
 */
export async function holdDisplay(): Promise<() => void> {
  const number = /^:(\d+)/.exec(process.env['DISPLAY'] ?? '')?.[1];
  if (number === undefined) return () => undefined;
  const socket = connect(`/tmp/.X11-unix/X${number}`);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    // X11's greeting: least significant byte first, protocol 11.0, no authorisation. The first byte of the answer is 1 for yes.
    socket.once('connect', () => { socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0])); });
    socket.once('data', (answer) => { if (answer[0] === 1) resolve(); else reject(new Error('the X display did not let the bench in')); });
  });
  socket.resume();
  return () => { socket.destroy(); };
}
