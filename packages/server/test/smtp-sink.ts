import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { portOr } from '../src/lib/local-port.ts';

/** What the sink does with a mail, decided by its recipient. */
export type Behaviour =
  /** Takes it. */
  | 'take'
  /** Answers RCPT with this. */
  | { rcpt: string }
  /** Takes all of the mail and answers with this. */
  | { data: string }
  /** Takes all of the mail, says nothing more, and keeps the connection. */
  | 'hang'
  /** Takes all of the mail and hangs up without an answer. */
  | 'cut'
  /** Hangs up in place of an answer to RCPT. */
  | 'cut before';

export interface SinkMail {
  messageId: string;
  from: string;
  to: string[];
  /** The mail as it came, dots unstuffed. */
  raw: string;
}

export interface Sink extends AsyncDisposable {
  url: string;
  /** Mails that arrived in full, whatever was answered, in their order. */
  received: SinkMail[];
  /** Of those, the ones that were answered with 250. */
  taken: SinkMail[];
  behave: (recipient: string) => Behaviour;
  /** How many connections there have been. */
  connections: number;
  /** Closes the door: who knocks is refused, who is inside is cut off. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** A mail server that speaks SMTP over TCP and keeps what it gets. Plain on purpose: what it does wrong, it is told to. */
export async function startSink(): Promise<Sink> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sink.connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket, sink);
  });
  const port = await portToComeBackTo();
  const listen = async () => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    sink.url = `smtp://127.0.0.1:${port}/?socketTimeout=1000`;
  };
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  const sink: Sink = {
    url: '',
    received: [],
    taken: [],
    behave: () => 'take',
    connections: 0,
    close,
    open: listen,
    [Symbol.asyncDispose]: close,
  };
  await listen();
  return sink;
}

/**
 * A free port outside of 32768 to 60999, from where Linux gives any test its sockets: one of those was gone whenever
 * the sink came back to it while other tests ran.
 */
async function portToComeBackTo(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if ((await portOr(port)) === port) return port;
  }
}

function converse(socket: Socket, sink: Sink): void {
  let pending = '';
  let from = '';
  let to: string[] = [];
  let inData = false;
  const say = (line: string) => socket.write(`${line}\r\n`);

  const command = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') return say('250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8');
    if (verb === 'MAIL') {
      from = /<(.*)>/.exec(line)?.[1] ?? '';
      to = [];
      return say('250 ok');
    }
    if (verb === 'RCPT') {
      const recipient = /<(.*)>/.exec(line)?.[1] ?? '';
      const behaviour = sink.behave(recipient);
      if (behaviour === 'cut before') return socket.destroy();
      if (typeof behaviour === 'object' && 'rcpt' in behaviour) return say(behaviour.rcpt);
      to.push(recipient);
      return say('250 ok');
    }
    if (verb === 'DATA') {
      inData = true;
      return say('354 go on');
    }
    if (verb === 'QUIT') return socket.end('221 bye\r\n');
    return say('250 ok');
  };
  const message = (raw: string) => {
    const headers = raw.slice(0, raw.indexOf('\r\n\r\n'));
    const mail = { messageId: /^Message-ID:\s*(\S+)/im.exec(headers)?.[1] ?? '', from, to, raw };
    sink.received.push(mail);
    const behaviour = sink.behave(to[0] ?? '');
    if (behaviour === 'hang') return;
    if (behaviour === 'cut') return void socket.destroy();
    if (typeof behaviour === 'object' && 'data' in behaviour) return void say(behaviour.data);
    sink.taken.push(mail);
    say(`250 taken as ${sink.taken.length}`);
  };
  socket.on('data', (chunk: Buffer) => {
    pending += chunk.toString('latin1');
    for (;;) {
      const mark = inData ? '\r\n.\r\n' : '\r\n';
      const end = pending.indexOf(mark);
      if (end < 0) return;
      const text = pending.slice(0, end);
      pending = pending.slice(end + mark.length);
      if (!inData) command(text);
      else {
        inData = false;
        message(Buffer.from(text.replaceAll('\r\n..', '\r\n.'), 'latin1').toString());
      }
    }
  });
  say('220 sink ESMTP');
}
