import { useEffect, useRef, useSyncExternalStore } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Language } from '../../../protocol/errors';
import type { ReportLine } from '../../../protocol/reports';
import { CHART_UNITS, CHARTS, durationText, percentText, type ChartName } from './report_numbers';

const HEIGHT = 240;
/** Steps of an axis of minutes, as clocks have them. */
const MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14_400, 43_200, 129_600, 525_600, 5_256_000];

/** Hears of each change of the look that the page wears, the system's own at dusk included. */
function onLook(changed: () => void): () => void {
  const looks = new MutationObserver(changed);
  looks.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => looks.disconnect();
}
const look = () => document.documentElement.dataset['theme'];

/** One number over the days. The table below says the same to those who do not see it. */
export function ReportChart({ lines, chart, language }: { lines: readonly ReportLine[]; chart: ChartName; language: Language }) {
  const place = useRef<HTMLDivElement>(null);
  const theme = useSyncExternalStore(onLook, look);
  useEffect(() => {
    const node = place.current;
    if (!node) return;
    // The page's own colours, as they are in this theme.
    const color = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const unit = CHART_UNITS[chart];
    const plain = new Intl.NumberFormat(language, { notation: 'compact' });
    const textOf = (value: number) => (unit === 'minute' ? durationText(value * 60, language)! : unit === 'percent' ? percentText(value / 100, language)! : plain.format(value));
    const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
    const axis = { stroke: color('--color-text-soft'), font: `12px ${color('--font') || 'sans-serif'}`, grid: { stroke: color('--color-line'), width: 1 }, ticks: { show: false } };
    const plot = new UPlot(
      {
        width: Math.max(200, node.clientWidth),
        height: HEIGHT,
        tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'UTC'),
        legend: { show: false },
        cursor: { y: false, points: { size: 7 } },
        scales: { y: { range: (_plot, _min, max) => [0, chart === 'levels' ? 100 : Math.max(1, (max ?? 0) * 1.1)] } },
        axes: [
          { ...axis, space: 70, values: (_plot, at) => at.map((seconds) => day.format(seconds * 1000)) },
          // The corner belongs to the first day.
          { ...axis, size: 72, ...(unit === 'minute' && { incrs: MINUTES }), values: (_plot, at) => at.map((value) => (value === 0 ? '' : textOf(value))) },
        ],
        series: [{}, { stroke: color('--color-accent'), width: 2, fill: color('--color-accent-soft'), points: { show: lines.length <= 40, size: 5 }, spanGaps: false }],
      },
      [lines.map(({ key }) => Date.parse(key) / 1000), lines.map((line) => CHARTS[chart](line))],
      node,
    );
    const watch = new ResizeObserver(() => plot.setSize({ width: Math.max(200, node.clientWidth), height: HEIGHT }));
    watch.observe(node);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [lines, chart, language, theme]);
  return <div className="report-chart" ref={place} aria-hidden="true" />;
}
