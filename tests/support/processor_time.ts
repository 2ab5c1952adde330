/**
 * The processor's time: unlike the clock's, it does not go on while other tests and programs work.
 *
 * @module
 */
import { threadCpuUsage } from "node:process";

/** Processor time that this thread spends in a function, ms, in steps of 10. */
export function processorMs(run: () => void): number {
  const before = threadCpuUsage();
  run();
  const { user, system } = threadCpuUsage(before);
  return (user + system) / 1000;
}
