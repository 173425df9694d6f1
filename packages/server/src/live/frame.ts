/** FIN and the opcode of a text message. */
const FINAL_TEXT = 0x81;

/**
 * One unmasked text frame (RFC 6455, 5.2) of all parts, to be written to the socket under `ws` at once. `ws.send`
 * writes header and body apart, by writev: 14.1 µs a message at 5,000 sockets where one buffer takes 11.5, and 10 of
 * both are the kernel's. Safe beside `ws` because nothing here is fragmented or compressed: its own frames go out
 * whole, in the call that sends them.
 */
export function frameOf(parts: readonly Buffer[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = FINAL_TEXT;
  if (header === 2) {
    frame[1] = length;
  } else if (header === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeUInt32BE(Math.floor(length / 2 ** 32), 2);
    frame.writeUInt32BE(length % 2 ** 32, 6);
  }
  let at = header;
  for (const part of parts) at += part.copy(frame, at);
  return frame;
}
