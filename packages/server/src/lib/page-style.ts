import { createHash } from 'node:crypto';

/**
 * The look of every page of the server’s own; colours as in the client's theme. In the page itself rather than a file beside it: page
 * and style together fit into the first round trip of a connection (14 KB), where a file would be another one, on a slow
 * phone up to half a second. Class names say what a thing is; there is no style attribute anywhere, which the policy forbids.
 */
const SOURCE = `
:root {
  color-scheme: light dark;
  --canvas: #f6f7f9; --paper: #fff; --line: #e4e7ec; --track: #e4e7ec;
  --ink: #171b22; --soft: #5c6573; --accent: #4541bb; --accent-solid: #5450d6;
  --done: #14703f; --done-soft: #def5e7; --done-solid: #25a561;
  --way: #8a5300; --way-soft: #fdf0d5; --way-solid: #eda020;
  --wait: #565f6d; --wait-soft: #eceff3; --wait-solid: #98a1af;
  --bad: #b3261e; --bad-soft: #fde8e6; --bad-solid: #dc4438;
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: #0f1115; --paper: #14171c; --line: #272c35; --track: #272c35;
    --ink: #f1f3f6; --soft: #979fac; --accent: #a5a2ef; --accent-solid: #6c67e1;
    --done: #6fd69b; --done-soft: #123524; --done-solid: #32ac6c;
    --way: #f5c064; --way-soft: #3b2c0e; --way-solid: #e2a033;
    --wait: #b3bac6; --wait-soft: #2a3039; --wait-solid: #737d8d;
    --bad: #ff9c92; --bad-soft: #44191a; --bad-solid: #e5594e;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--canvas); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
  overflow-wrap: anywhere;
}
main { max-width: 720px; margin: 0 auto; padding: 40px 16px 24px; }
h1 { font-size: 30px; line-height: 1.2; letter-spacing: -.015em; margin: 0; text-wrap: balance; }
h2 { font-size: 18px; line-height: 1.35; margin: 0; }
h3 { font-size: 16px; line-height: 1.4; margin: 0; }
h1, h2, h3 { font-weight: 650; }
p { margin: 0; }
a { color: var(--accent); text-underline-offset: 3px; }
a:focus-visible { outline: 2px solid var(--accent-solid); outline-offset: 3px; border-radius: 3px; }
ul, ol, dl, dd { margin: 0; padding: 0; list-style: none; }
code { font: 15px/1.5 ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, monospace; }
time { white-space: nowrap; }
.over { color: var(--soft); font-size: 14px; margin-bottom: 4px; }
.about { margin-top: 12px; max-width: 62ch; white-space: pre-line; }
.lead { margin-top: 12px; font-size: 18px; line-height: 1.45; max-width: 56ch; }
.soft { color: var(--soft); font-size: 14px; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 24px; margin-top: 16px; }
.card > h2 + *, .card > dl + * { margin-top: 16px; }
.card > p + p { margin-top: 12px; }
header + .card, .count { margin-top: 32px; }
.count { color: var(--soft); }
.head { display: flex; flex-wrap: wrap; gap: 8px 16px; justify-content: space-between; align-items: flex-start; }
.head > :first-child { flex: 1 1 240px; }
.tag { display: inline-flex; align-items: center; gap: 6px; padding: 3px 12px 3px 8px; border-radius: 20px;
  font-size: 14px; font-weight: 600; white-space: nowrap; background: var(--wait-soft); color: var(--wait); }
.tag svg { width: 16px; height: 16px; flex: none; }
.tag.done { background: var(--done-soft); color: var(--done); }
.tag.way { background: var(--way-soft); color: var(--way); }
.tag.bad { background: var(--bad-soft); color: var(--bad); }
.proof { display: grid; gap: 16px; margin-top: 20px; }
.proof > div { display: grid; grid-template-columns: 1fr auto; gap: 6px 16px; font-size: 15px; align-items: baseline; }
.proof b { font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { grid-column: 1 / -1; }
.bar svg { display: block; width: 100%; height: 8px; border-radius: 4px; }
.track { fill: var(--track); }
.fill { fill: var(--done-solid); }
.line { fill: var(--ink); }
.dates, .facts { display: flex; flex-wrap: wrap; gap: 4px 24px; margin-top: 20px; font-size: 14px; color: var(--soft); }
.facts { color: var(--ink); font-size: 16px; }
.facts dt { color: var(--soft); }
.dates div, .facts div { display: flex; gap: 6px; }
.steps { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; font-size: 13px; line-height: 1.3; }
.steps li { position: relative; padding: 28px 4px 0; text-align: center; color: var(--soft); }
.steps li::before { content: ''; position: absolute; top: 4px; left: calc(50% - 8px); width: 16px; height: 16px;
  border-radius: 50%; border: 2px solid var(--wait-solid); background: var(--paper); z-index: 1; }
.steps li + li::after { content: ''; position: absolute; top: 11px; right: 50%; width: 100%; height: 2px; background: var(--track); }
.steps .past { color: var(--ink); }
.steps .past::before { background: var(--done-solid); border-color: var(--done-solid); }
.steps .past + li::after { background: var(--done-solid); }
.steps .now { color: var(--ink); font-weight: 650; }
.steps .now::before { border-color: var(--accent-solid); box-shadow: inset 0 0 0 3px var(--paper), inset 0 0 0 8px var(--accent-solid); }
.steps .back { color: var(--bad); }
.steps .back::before { border-color: var(--bad-solid); box-shadow: inset 0 0 0 3px var(--paper), inset 0 0 0 8px var(--bad-solid); }
.rows > li { display: flex; flex-wrap: wrap; gap: 4px 16px; justify-content: space-between; align-items: baseline; padding: 12px 0; }
.rows > li + li { border-top: 1px solid var(--line); }
.rows > li:first-child { padding-top: 0; }
.rows > li:last-child { padding-bottom: 0; }
.times { color: var(--soft); font-variant-numeric: tabular-nums; }
.parcel { width: 100%; }
.parcel > * + * { margin-top: 8px; }
.scan, .scans { font-size: 15px; }
.scans > summary { cursor: pointer; }
.scans > ol { margin: 8px 0 0; padding: 0 0 0 20px; list-style: none; border-inline-start: 2px solid var(--line); }
.scans > ol > li + li { margin-top: 4px; }
.code { display: block; width: 100%; padding: 12px 16px; border-radius: 8px; border: 1px dashed var(--wait-solid); background: var(--canvas); user-select: all; }
.how { white-space: pre-line; }
footer { max-width: 720px; margin: 0 auto; padding: 8px 16px 48px; display: grid; gap: 8px; font-size: 14px; color: var(--soft); }
.made { display: inline-flex; align-items: center; gap: 8px; }
.made svg { flex: none; width: 20px; height: 20px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 480px) {
  main { padding-top: 24px; }
  h1 { font-size: 26px; }
  .lead { font-size: 17px; }
  .card { padding: 20px 16px; }
  .steps { font-size: 12px; overflow-wrap: normal; }
  .steps li { padding-inline: 0; }
}
@media print {
  :root { color-scheme: light; --canvas: #fff; --paper: #fff; --line: #bbb; --track: #ddd; --ink: #000; --soft: #333; --accent: #000;
    --done: #000; --done-soft: #fff; --way: #000; --way-soft: #fff; --wait: #000; --wait-soft: #fff; --bad: #000; --bad-soft: #fff; }
  body { font-size: 11pt; }
  main, footer { max-width: none; padding: 0; }
  footer { margin-top: 12pt; }
  .card { break-inside: avoid; padding: 12pt; }
  .tag { border: 1px solid #333; }
  .track, .fill, .steps li::before, .steps li::after { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .follow a::after { content: ' (' attr(href) ')'; font-size: 9pt; }
}
`;

/** The style sheet as it stands in the page. */
export const PAGE_STYLE = SOURCE.replace(/\n\s*/g, '')
  .replace(/\s*([{};])\s*/g, '$1')
  .replace(/: /g, ':');

/** By which the content security policy knows it: any other style is refused. */
export const PAGE_STYLE_HASH = hashOf(PAGE_STYLE);

export function hashOf(style: string): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}
