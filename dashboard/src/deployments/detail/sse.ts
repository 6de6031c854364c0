/** One server-sent event. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
  /** The last id that the stream gave, which may be an earlier event's. */
  readonly id: string;
}

/**
 * Parses an event stream piece by piece, as the HTML standard says (section 9.2.6). The browser's
 * own EventSource cannot be used: it sends no Authorization header.
 */
export class EventStreamParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #id: string;
  #begun = false;

  constructor(lastEventId = '') {
    this.#id = lastEventId;
  }

  /** The events that this piece completes. An event without its empty line is kept for the next. */
  feed(piece: string): ServerSentEvent[] {
    const text = this.#begun ? piece : piece.replace(/^\uFEFF/, '');
    this.#begun ||= piece !== '';
    // A carriage return at the end may be half of a line break: it waits for what follows.
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.#take(line));
  }

  #take(line: string): ServerSentEvent[] {
    if (line === '') {
      return this.#dispatch();
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    switch (field) {
      case 'event':
        this.#event = value;
        break;
      case 'data':
        this.#data.push(value);
        break;
      case 'id':
        this.#id = value.includes('\0') ? this.#id : value;
        break;
      // Comments (an empty field name), retry and unknown fields are not for us.
    }
    return [];
  }

  #dispatch(): ServerSentEvent[] {
    const data = this.#data;
    const event = this.#event;
    this.#data = [];
    this.#event = '';
    return data.length === 0 ? [] : [{ event: event || 'message', data: data.join('\n'), id: this.#id }];
  }
}
