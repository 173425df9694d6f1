import { setTimeout as sleep } from 'node:timers/promises';
import { BackerImportCreate } from '@waybill/schema/backer-imports';
import { createWaybillClient, WaybillError, type WaybillClient } from '@waybill/schema';
import { ProjectCreate } from '@waybill/schema/projects';
import { makeTokenFor, RequestError } from '../src/access/command-line-token.ts';
import { loadConfig } from '../src/config.ts';
import { DEMO } from '../src/demo/seed.ts';
import { BACKERS, BATCH, backerFile, trackingFile } from './packing-files.ts';

/** Long enough for a person to look from the terminal to the dashboard and back. */
const PAUSE_MS = 4_000;

const say = (text: string) => process.stdout.write(`${text}\n`);

try {
  await playPackingDay();
} catch (error) {
  if (!(error instanceof WaybillError || error instanceof RequestError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function playPackingDay(): Promise<void> {
  const config = loadConfig(process.env, []);
  const token = await makeTokenFor(
    {
      creator: DEMO.slug,
      name: 'Packing day',
      scopes: ['PROJECTS_WRITE', 'BACKERS_READ', 'BACKERS_WRITE', 'SHIPMENTS_WRITE', 'OPERATIONS_READ'],
      days: 1,
    },
    config,
  );
  await using client = createWaybillClient({ url: `http://127.0.0.1:${config.port}`, token });
  const project = await openProject(client);
  say(`\nOpen ${config.publicUrl}/${DEMO.slug}/${project.slug} and watch.\n`);
  await importBackers(client, project.id);
  for (let batch = 0; batch * BATCH < BACKERS; batch += 1) {
    await sleep(PAUSE_MS);
    await uploadBatch(client, project.id, batch);
  }
  say(
    '\nThe day is done. Every upload is in the list of operations, with its report, and can be undone there.',
  );
}

async function openProject(client: WaybillClient): Promise<{ id: string; slug: string }> {
  const time = new Date().toISOString().slice(0, 19);
  const input = {
    title: `Packing day, ${time.replace('T', ' ')}`,
    slug: `packing-day-${time.replace(/\D/g, '')}`,
  };
  const { projectCreate } = await client.query(ProjectCreate, { input });
  const [problem] = projectCreate.userErrors;
  if (problem) throw new RequestError(problem.message);
  if (!projectCreate.project) throw new RequestError('The server answered without a project.');
  return projectCreate.project;
}

async function importBackers(client: WaybillClient, projectId: string): Promise<void> {
  const input = { fileName: 'backers.csv', defaultStatus: 'READY_TO_FULFILL', autoApply: true } as const;
  const { backerImportCreate } = await client.query(BackerImportCreate, { projectId, input });
  const [problem] = backerImportCreate.userErrors;
  if (problem) throw new RequestError(problem.message);
  const id = backerImportCreate.operation?.id ?? '';
  await client.uploadFile(id, backerFile());
  const done = await client.waitForOperation(id);
  if (done.status !== 'COMPLETED') {
    throw new RequestError(done.failure?.message ?? `The import of the backers stands at ${done.status}.`);
  }
  say(`Imported ${done.summary.backersCreated.toLocaleString('en')} backers, ready to ship`);
}

async function uploadBatch(client: WaybillClient, projectId: string, batch: number): Promise<void> {
  const fileName = `packing-table-${batch + 1}.csv`;
  const done = await client.trackingUpload({ projectId, file: trackingFile(batch), fileName, apply: true });
  say(`${fileName}: ${done.summary.sentence}`);
}
