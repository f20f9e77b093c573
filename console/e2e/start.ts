import { rmSync } from 'node:fs';
import { home, smoothllm } from './stack';

/** A stack that has never run, for all journeys; stopped when the last has ended. */
export default function start(): () => void {
  // One that is left of a run that was killed.
  smoothllm('down');
  rmSync(home, { recursive: true, force: true });
  const stop = () => smoothllm('down');
  try {
    smoothllm('up', '--detach');
  } catch (error) {
    stop();
    throw error;
  }
  return stop;
}
