import { ask, type Endpoint } from './ask.ts';
import { CURSOR, listOf, type ListData, type Question } from './documents.ts';

/** Different pages that are asked for. */
const PLACES = 400;

/** Cursors of backers all over a project, the same ones in every run; each has a full page behind it. */
export async function cursorsOf(endpoint: Endpoint, side: keyof Question, rows: number): Promise<string[]> {
  const cursors: string[] = [];
  let seed = 4711;
  for (let n = 0; n < PLACES; n += 1) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    cursors.push(await cursorOf(endpoint, side, 1 + (seed % (rows - 200))));
  }
  return cursors;
}

/** @throws when the cursor that is handed out is not that backer's */
export async function cursorOf(endpoint: Endpoint, side: keyof Question, number: number): Promise<string> {
  const edge = listOf(await ask<ListData>(endpoint, CURSOR[side], { number })).edges?.[0];
  if (edge?.node.number !== number) throw new Error(`${endpoint.url} has no backer ${number}.`);
  return edge.cursor;
}
