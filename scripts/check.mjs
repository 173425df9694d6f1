// Format, lint, types, direction of imports, unused code, documents and emitted schema.
import { runChecks } from './lib/checks.mjs';
import { Report } from './lib/steps.mjs';

const report = new Report();
await runChecks(report);
process.exit(report.finish());
