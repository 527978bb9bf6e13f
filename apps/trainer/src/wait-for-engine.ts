import { once } from 'node:events';
import { Socket } from 'node:net';

/** `npm start` starts `hourglass up --wait-for-engine` with a pipe here, while it prepares the engine. */
const pipe = 3;

/** Whether the parent says `ready`; false when it ends without a message, or after an abort. */
export async function waitForEngineReady(signal: AbortSignal): Promise<boolean> {
  const socket = new Socket({ fd: pipe, readable: true, writable: false });
  try {
    const [word] = await Promise.race([once(socket, 'data', { signal }), once(socket, 'end', { signal })]);
    return String(word) === 'ready';
  } catch (error) {
    if (!signal.aborted) throw error;
    return false;
  } finally {
    socket.destroy();
  }
}
