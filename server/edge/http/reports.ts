import { reportQuery } from '../../../protocol/reports';
import { exportReport, readReport } from '../../domain/reports';
import { route, type Route } from './route';

/** How the work goes, in numbers. */
export const reportRoutes: readonly Route[] = [
  route('GET /api/reports', { query: reportQuery }, async (parts, { caller, query }) => ({ body: await readReport(parts, caller, query) })),
  route('GET /api/reports/export', { query: reportQuery }, async (parts, { caller, query, language }) => ({ body: await exportReport(parts, caller, query, language) })),
];
