/**
 * Runs named steps, tells each one's result and time, goes on after a failure and keeps count.
 * A step is a function that gives `{ code, output, passed?, failed?, reasons? }`; without counts it is one thing that
 * passed or not. The reasons, a text for each failure, are said once more at the end: who has only the last page of a
 * long log still learns what failed.
 */
export class Report {
  passed = 0;
  failed = 0;
  failures = [];
  reasons = [];
  #start = performance.now();

  async run(name, step) {
    const start = performance.now();
    let result;
    try {
      result = await step();
    } catch (error) {
      result = { code: 1, output: `${error?.stack ?? error}\n` };
    }
    const bad = result.code !== 0 || (result.failed ?? 0) > 0;
    this.passed += result.passed ?? (bad ? 0 : 1);
    // A runner that broke without a failed test to show for it must not look like a success.
    this.failed += bad ? Math.max(1, result.failed ?? 1) : 0;
    if (bad) this.failures.push(name);
    this.reasons.push(...(result.reasons ?? []));
    const count = result.passed === undefined ? '' : `, ${result.passed} passed, ${result.failed} failed`;
    console.log(`${bad ? '✗' : '✓'} ${name} (${seconds(start)}${count})`);
    if (bad && result.output) console.log(indent(result.output));
    return !bad;
  }

  /** Prints the sum, as the last line in a form for machines. @returns the exit code */
  finish() {
    if (this.reasons.length > 0) console.log(`\n${this.reasons.join('\n\n')}`);
    console.log(
      `\n${this.failures.length > 0 ? `Failed: ${this.failures.join(', ')}` : 'Everything passed'} in ${seconds(this.#start)}`,
    );
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed > 0 ? 1 : 0;
  }
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function indent(text) {
  return text.trimEnd().replace(/^/gm, '    ');
}
