import { describe, expect, it } from 'vitest';
import { EventStreamParser } from './sse';

describe('EventStreamParser', () => {
  it('reads event, data and id', () => {
    expect(new EventStreamParser().feed('id: 7\nevent: log\ndata: {"a":1}\n\n')).toEqual([
      { id: '7', event: 'log', data: '{"a":1}' },
    ]);
  });

  it('gives the same events however the stream is cut', () => {
    const stream = 'id: 1\r\nevent: log\r\ndata: one\r\n\r\n: comment\r\ndata: two\ndata: lines\n\nid: 3\rdata: three\r\r\n';
    const whole = new EventStreamParser().feed(stream);
    expect(whole.map(({ data }) => data)).toEqual(['one', 'two\nlines', 'three']);
    for (let cut = 1; cut < stream.length; cut++) {
      const parser = new EventStreamParser();
      expect([...parser.feed(stream.slice(0, cut)), ...parser.feed(stream.slice(cut))]).toEqual(whole);
    }
    const byByte = new EventStreamParser();
    expect([...stream].flatMap((character) => byByte.feed(character))).toEqual(whole);
  });

  it('keeps an unfinished event to itself', () => {
    expect(new EventStreamParser().feed('data: half\n')).toEqual([]);
  });

  it('ignores comments, unknown fields and events without data', () => {
    expect(new EventStreamParser().feed(': ping\n\nevent: log\n\nretry: 5\nfoo: bar\n\n')).toEqual([]);
  });

  it('forgets the event name but not the id', () => {
    const events = new EventStreamParser().feed('id: 4\nevent: log\ndata: a\n\ndata: b\n\n');
    expect(events[1]).toEqual({ id: '4', event: 'message', data: 'b' });
  });

  it('takes away one leading space of a value, no more', () => {
    expect(new EventStreamParser().feed('data:  two\n\ndata:none\n\n').map(({ data }) => data)).toEqual([' two', 'none']);
  });

  it('skips a byte order mark at the very start only', () => {
    expect(new EventStreamParser().feed('\uFEFFdata: a\n\n')[0]?.data).toBe('a');
  });
});
