import { startSink } from '../../test/smtp-sink.ts';

/** What the sink's process is told and tells: it takes so many mails, then says when and how many were different. */
export type SinkRequest = { kind: 'expect'; mails: number };
export type SinkReport =
  { kind: 'listening'; url: string } | { kind: 'ready' } | { kind: 'all'; different: number };

const LOOK_EVERY_MS = 2;

const sink = await startSink();
report({ kind: 'listening', url: sink.url.replace(/\?.*$/, '') });

process.on('message', ({ mails }: SinkRequest) => {
  sink.received.length = 0;
  sink.taken.length = 0;
  report({ kind: 'ready' });
  const timer = setInterval(() => {
    if (sink.taken.length < mails) return;
    clearInterval(timer);
    report({ kind: 'all', different: new Set(sink.taken.map(({ messageId }) => messageId)).size });
  }, LOOK_EVERY_MS);
});

function report(message: SinkReport): void {
  process.send?.(message);
}
