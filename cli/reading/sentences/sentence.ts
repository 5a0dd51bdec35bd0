import type { AccountEvent, EventOf } from '../../../domain/events';
import type { Words } from '../words';

/** One sentence for each of these kinds of event; a forgotten one does not compile. */
export type Sentences<Types extends AccountEvent['type']> = {
  readonly [Type in Types]: (event: EventOf<Type>, words: Words) => string;
};
