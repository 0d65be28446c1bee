import { create as contentDisposition } from 'content-disposition';
import type { Request } from 'express';
import { Readable } from 'node:stream';
import { exportQuery, orderExportQuery } from '../../../protocol/exports';
import { pathId } from '../../../protocol/http';
import { exportOrder, exportRoom, type ExportFile } from '../../domain/exporting';
import { route, type HttpAnswer, type Route } from './route';
import { streamTo } from './streaming';

/** Nothing in such a page runs or loads, whatever people wrote into it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** A conversation to keep: for its participants, and for the marketplace. */
export const exportRoutes: readonly Route[] = [
  route('GET /api/chat/rooms/:id/export', { params: pathId, query: exportQuery }, async (parts, { caller, params, query, request }) =>
    sendFile(request, await exportRoom(parts, caller, params.id, query)),
  ),
  route('GET /api/orders/:id/export', { params: pathId, query: orderExportQuery }, async (parts, { caller, params, query, request }) =>
    sendFile(request, await exportOrder(parts, caller, params.id, query)),
  ),
];

/** Sends the file while it is made. */
export async function sendFile(request: Request, { name, type, content }: ExportFile): Promise<HttpAnswer> {
  const response = request.res!;
  response.set({ 'Content-Type': type, 'Content-Disposition': contentDisposition(name), 'Content-Security-Policy': POLICY });
  await streamTo(response, Readable.from(content, { highWaterMark: 16 }));
  return { body: undefined, is_written: true };
}
