const worst = (figures, name) => {
  const found = figures.find((figure) => figure.name === name);
  return found === undefined ? '–' : shown(found);
};
const shown = ({ value, unit }) => (unit === 'ms' ? (value < 10_000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`) : `${Math.round(value * 10) / 10}${unit === '' ? '' : ` ${unit}`}`);
const SHOWN = ['delivery p50', 'delivery p99', 'delivery worst', 'first acknowledgment after healing', 'caught up after being connected again', 'everybody equal after the last deed'];

/** What a result of a scenario amounts to. */
export function verdictOf({ impossible, violations, doubts }) {
  if (impossible !== null) return `not possible here: ${impossible}`;
  if (violations.length > 0) return `BROKEN: ${violations.length} violations`;
  return doubts.length > 0 ? 'proves nothing' : 'holds';
}

const isOrdinary = ({ name }) => SHOWN.includes(name) && !name.startsWith('first');

/** The figures of a run as docs/reliability.md shows them: a row for each scenario, and what only some of them measure. */
export function renderFigures(results, { set, seed, seconds, cores, load, workers }) {
  const held = results.every((result) => verdictOf(result) === 'holds');
  const further = results.map(({ scenario, figures }) => ({ name: scenario.name, own: figures.filter((figure) => !isOrdinary(figure)) })).filter(({ own }) => own.length > 0);
  return [
    `Of one run of the ${set} set, seed ${seed}, on ${cores} cores that had a load of ${load} when it began, ${workers === '1' ? 'one half after the other' : 'with both halves beside each other'}: ${results.length} scenarios in ${Math.round(seconds / 60)} minutes${held ? '; everything held' : ''}.`,
    '',
    '| scenario | nodes | faults seen | accepted | refused | unknown | checker | delivery p50, p99 | slowest catch-up |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...results.map((result) => {
      const { scenario, nodes, faults, operations, figures } = result;
      return `| \`${scenario.name}\` | ${nodes} | ${faults.map(({ seen }) => seen).join(', ')} | ${operations.ok} | ${operations.fail} | ${operations.info} | ${verdictOf(result)} | ${worst(figures, 'delivery p50')}, ${worst(figures, 'delivery p99')} | ${worst(figures, 'caught up after being connected again')} |`;
    }),
    '',
    'What only some of them measure:',
    '',
    ...further.map(({ name, own }) => `- \`${name}\`: ${own.map((figure) => `${figure.name} ${shown(figure)}`).join('; ')}`),
  ].join('\n');
}

/** The report of a run, as Markdown: what was injected, how often it was seen, what became of the operations, and what the checker says. */
export function renderReport(results, { set, seed, seconds, isWhole }) {
  const lines = [
    `# Faults: the ${set} set, seed ${seed}`,
    '',
    `${results.length} scenarios in ${seconds} s. ${isWhole ? 'Every promise held.' : 'Not everything held: see below, and the output of the run.'}`,
    '',
    '| scenario | nodes | injected, and how often it was seen | ok | refused | unknown | checker | delivery p99, worst | caught up again | seconds |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...results.map((result) => {
      const { scenario, nodes, faults, operations, figures } = result;
      const injected = faults.map(({ what, seen }) => `${what}: ${seen}`).join('; ');
      return `| ${scenario.name} | ${nodes} | ${injected} | ${operations.ok} | ${operations.fail} | ${operations.info} | ${verdictOf(result)} | ${worst(figures, 'delivery p99')}, ${worst(figures, 'delivery worst')} | ${worst(figures, 'caught up after being connected again')} | ${result.seconds.toFixed(0)} |`;
    }),
    '',
    '## Other figures',
    '',
    ...results.flatMap(({ scenario, figures }) => figures.filter((figure) => !isOrdinary(figure)).map((figure) => `- ${scenario.name}: ${figure.name}: ${shown(figure)}`)),
    '',
  ];
  for (const { scenario, violations, doubts } of results) {
    const problems = [...violations.map(({ rule, says }) => `${rule}: ${says}`), ...doubts];
    if (problems.length > 0) lines.push(`## ${scenario.name}`, '', ...problems.slice(0, 50).map((problem) => `- ${problem}`), '');
  }
  return lines.join('\n');
}
