import type { FastifyReply, FastifyRequest } from 'fastify';
import { PDFDocument } from 'pdf-lib';
import { requireProject, type Owned } from '../access/authorise.ts';
import type { HttpDeps, HttpRoutes } from '../http.ts';
import { pagePolicy } from '../lib/page-frame.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { addLabels, PAPER, type Layout } from './label-sheets.ts';
import { addPickList } from './pick-list.ts';
import { labelFiles, markPrinted, parcelsToPrint } from './print-run.actions.ts';
import { ProviderError } from './provider.ts';
import { refusalPage } from './refusal-page.ts';
import { scanFormPdf } from './scan-form.actions.ts';

interface LabelsRequest {
  Params: { id: string };
  Querystring: {
    operation?: string;
    ids?: string;
    unprinted?: string;
    layout?: string;
    perPage?: string;
    pickList?: string;
  };
}

/** Documents being put together in this process; each holds up to some 60 MB. */
const AT_ONCE = 2;
let underWay = 0;

/** GET of labels and of scan forms, as PDF. */
export const postageRoutes: HttpRoutes = (app, deps) => {
  app.get<LabelsRequest>('/projects/:id/labels.pdf', { exposeHeadRoute: false }, (request, reply) =>
    answering(request, reply, () => sendLabels(deps, request, reply)),
  );
  app.get<{ Params: { id: string; form: string } }>(
    '/projects/:id/scan-forms/:form.pdf',
    { exposeHeadRoute: false },
    (request, reply) =>
      answering(request, reply, async () => {
        const project = await projectOf(deps, request, request.params.id);
        const pdf = await scanFormPdf(deps, project, request.params.form);
        if (!pdf) throw notFound('scan form');
        return sendPdf(reply, `scan-form-${request.params.form}.pdf`, pdf);
      }),
  );
};

async function sendLabels(
  deps: HttpDeps,
  request: FastifyRequest<LabelsRequest>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { params, query } = request;
  const project = await projectOf(deps, request, params.id);
  const layout = readLayout(query.layout ?? '4x6');
  const perPage = query.perPage === '4' ? 4 : 2;
  const parcels = await parcelsToPrint(deps.db, project, {
    operationId: query.operation ?? null,
    ids: query.ids === undefined ? null : query.ids.split(','),
    unprinted: query.unprinted === '1',
  });
  if (underWay >= AT_ONCE)
    return refuse(
      request,
      reply.header('retry-after', '5'),
      503,
      'SERVICE_UNAVAILABLE',
      'Other labels are being put together. Try again in a moment.',
    );
  underWay += 1;
  try {
    const ids = parcels.map(({ labelId }) => labelId);
    const [about] = await deps.db.read<{ slug: string; title: string }>(
      [project.creatorId],
      'select slug, title from project where id = $1',
      [project.id],
    );
    const document = await PDFDocument.create();
    document.setTitle(`Labels: ${about?.title ?? ''}`);
    if (query.pickList !== '0') await addPickList(document, about?.title ?? '', parcels, layout);
    await addLabels(document, labelFiles(deps, project, ids), layout, perPage);
    const pdf = await document.save();
    await markPrinted(deps.db, project, ids);
    const day = new Date().toISOString().slice(0, 10);
    return await sendPdf(reply, `${about?.slug ?? 'project'}-labels-${day}.pdf`, pdf);
  } finally {
    underWay -= 1;
  }
}

function readLayout(given: string): Layout {
  if (Object.hasOwn(PAPER, given)) return given as Layout;
  throw new UserError(
    UserErrorCode.INVALID,
    `The layout is “${given.slice(0, 20)}”; it can be ${Object.keys(PAPER).join(', ')}.`,
  );
}

async function projectOf(deps: HttpDeps, request: FastifyRequest, id: string): Promise<Owned> {
  const { principal } = request;
  return requireProject({ db: deps.db, principal }, id, 'shipments:write');
}

async function answering(
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const no = (status: number, code: string, message: string) => refuse(request, reply, status, code, message);
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError)
      return no(error.code === UserErrorCode.NOT_FOUND ? 404 : 400, error.code, error.message);
    if (error instanceof ProviderError) return no(502, 'PROVIDER', error.message);
    const code = (error as { extensions?: { code?: string } }).extensions?.code;
    if (code === 'UNAUTHENTICATED') return no(401, code, (error as Error).message);
    if (code === 'FORBIDDEN') return no(403, code, (error as Error).message);
    throw error;
  }
}

function sendPdf(reply: FastifyReply, name: string, pdf: Uint8Array): FastifyReply {
  return reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength));
}

/** A page for a person, since PDFs are opened in a tab of their own; JSON for a script. */
function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): FastifyReply {
  reply.code(status).header('cache-control', 'no-store').header('vary', 'accept');
  if (!request.headers.accept?.includes('text/html')) return reply.send({ code, message });
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', pagePolicy())
    .send(refusalPage(message));
}
