import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './paths.mjs';

/** Of a message and the frames of ours below it; the diff stands in the report of the suite. */
const LINES = 8;

/**
 * What failed, of a report in vitest's JSON: a text for each test, and for each file that could not be run.
 *
 * @param {{ testResults: { name: string, message?: string, status: string, assertionResults: { fullName: string,
 *   status: string, failureMessages?: string[] }[] }[] }} outcome
 */
export function failedTests({ testResults }) {
  return testResults.flatMap((file) => {
    const where = relative(ROOT, file.name);
    const tests = file.assertionResults.filter(({ status }) => status === 'failed');
    if (tests.length === 0 && file.status === 'failed') return [`✗ ${where}\n${firstLines(file.message)}`];
    return tests.map(
      ({ fullName, failureMessages }) =>
        `✗ ${where}: ${fullName}\n${firstLines(failureMessages?.join('\n'))}`,
    );
  });
}

function firstLines(message = 'It failed without a word.') {
  const ours = stripVTControlCharacters(message)
    .trim()
    .split('\n')
    .filter((line) => !/^ +at (.*node_modules|.*node:internal|new Promise)/.test(line));
  return ours.slice(0, LINES).join('\n').replace(/^/gm, '    ');
}
