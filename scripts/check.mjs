// Format, lint, types, direction of imports, unused code, documents and emitted schema.
import { CHECKS } from './lib/checks.mjs';
import { Report } from './lib/steps.mjs';

const report = new Report();
for (const [name, check] of CHECKS) await report.run(name, check);
process.exit(report.finish());
