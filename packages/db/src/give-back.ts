/**
 * Gives the memory of a buffer back at once, which V8 would count until its next full collection, and begin that the sooner: for what is made for
 * each of many questions a second. Nothing may look into the buffer afterwards. To give it back twice does nothing.
 */
export function giveBack({ buffer }: ArrayBufferView): void {
  if (buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0);
}
