import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const SERVER = join(ROOT, 'packages/server');
export const CLIENT = join(ROOT, 'packages/client');
export const SCHEMA = join(ROOT, 'packages/schema');

/**
 * The pinned Node itself. The one in node_modules/.bin is a shell script that does not pass signals on, so a stopped
 * launcher would leave its server running.
 */
export const NODE = join(ROOT, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
