// The few numbers that a series of runs is told by.

const sorted = (values) => values.filter(Number.isFinite).sort((one, other) => one - other);

export function median(values) {
  const series = sorted(values);
  if (series.length === 0) return null;
  const middle = Math.floor(series.length / 2);
  const value = series.length % 2 ? series[middle] : (series[middle - 1] + series[middle]) / 2;
  return Math.round(value);
}

export function range(values) {
  const series = sorted(values).map(Math.round);
  return series.length ? [series[0], series.at(-1)] : null;
}

export function percentile(values, share) {
  const series = sorted(values);
  if (series.length === 0) return null;
  return Math.round(series[Math.max(0, Math.ceil(share * series.length) - 1)]);
}
