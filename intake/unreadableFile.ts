/** The file as a whole cannot be read on: the message says what is wrong with it and what to do. It quotes no content. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}
