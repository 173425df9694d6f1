import pino, { type DestinationStream, type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from '../config.ts';

/**
 * One line of JSON per event; on a terminal, a line for people.
 * @param destination where the lines go; standard output when left out
 */
export function makeLogger(level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // What a log may never hold, whoever logs it.
      redact: {
        paths: [
          'password',
          'token',
          'secret',
          'cookie',
          'authorization',
          'email',
          '*.password',
          '*.token',
          '*.secret',
          '*.cookie',
          '*.authorization',
          '*.email',
          'err.detail',
          'err.where',
          'err.internalQuery',
          'err.query',
          'err.params',
          'err.parameters',
        ],
        censor: '[removed]',
      },
      serializers: { err: describeError },
    },
    destination ?? terminal(),
  );
}

/** Lines for people, when people look; written at once, so that the last words of a process are not lost. */
function terminal(): DestinationStream {
  if (!process.stdout.isTTY) return pino.destination({ sync: true });
  return pretty({ colorize: true, translateTime: 'SYS:HH:MM:ss', ignore: 'requestId', sync: true });
}

/**
 * An error without the values it was about. Postgres puts the offending row into `detail` and MikroORM the statement
 * with its parameters into the message, so of a driver's error only its first line and its names are kept.
 */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const names = ['code', 'severity', 'schema', 'table', 'column', 'constraint', 'routine'] as const;
  const known: Record<string, unknown> = {};
  for (const name of names)
    if (name in error) known[name] = (error as unknown as Record<string, unknown>)[name];
  const isDriver = 'severity' in error || /Exception$/.test(error.constructor.name);
  const message = isDriver ? lastLine(error.message) : error.message;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type: error.constructor.name, message, ...known, stack: frames.slice(0, 12).join('\n') };
}

function lastLine(text: string): string {
  const line = text.trim().split('\n').at(-1) ?? '';
  const mark = line.lastIndexOf(' - ');
  // MikroORM writes "insert into … values ('Ada') - duplicate key value …".
  return mark === -1 ? line : line.slice(mark + 3);
}
