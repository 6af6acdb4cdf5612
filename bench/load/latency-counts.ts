/** Counts how long answers took, in bins that grow with the time, so that a run of any length takes the same few kilobytes. */
export interface LatencyCounts {
  add(milliseconds: number): void;
  /** The time that this share of the answers stayed within, in milliseconds; 0 when there was none. */
  within(share: number): number;
}

/** Bins for each doubling: a time is told to within 1.6 %. */
const BINS_PER_DOUBLING = 64;
/** One microsecond up to a little more than two minutes. */
const DOUBLINGS = 27;

export function createLatencyCounts(): LatencyCounts {
  const counts = new Uint32Array(BINS_PER_DOUBLING * DOUBLINGS);
  let total = 0;
  return {
    add: (milliseconds) => {
      const bin = Math.floor(Math.log2(Math.max(milliseconds * 1000, 1)) * BINS_PER_DOUBLING);
      const place = Math.min(bin, counts.length - 1);
      counts[place] = (counts[place] ?? 0) + 1;
      total += 1;
    },
    within: (share) => {
      const wanted = Math.ceil(total * share);
      let passed = 0;
      for (const [bin, count] of counts.entries()) {
        passed += count;
        if (count > 0 && passed >= wanted) return 2 ** ((bin + 1) / BINS_PER_DOUBLING) / 1000;
      }
      return 0;
    },
  };
}
