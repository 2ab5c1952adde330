/**
 * A long first sentence for the benchmarks of latency.
 *
 * @module
 */

/** About 300 characters without a full stop before the end. */
export const LONG_SENTENCE =
  "Although the harbour had been quiet since the early morning, and the old fishermen who usually sat on the wall had gone " +
  "home to mend their nets, the little ferry still waited at the pier, because its captain had promised a girl in a red " +
  "coat that nothing in the world would make him leave without her that day.";
