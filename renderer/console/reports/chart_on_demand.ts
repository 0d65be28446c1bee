import { lazily } from '../../chat/lazily';

/** The chart with its library, loaded once there is something to draw. */
export const ReportChart = lazily(async () => (await import('./ReportChart')).ReportChart);
