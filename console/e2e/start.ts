import { rmSync } from 'node:fs';
import { home, smoothllm } from './stack';

/** A stack that has never run, for all journeys; stopped when the last has ended. */
export default function start(): () => void {
  smoothllm('down');
  rmSync(home, { recursive: true, force: true });
  smoothllm('up', '--detach');
  return () => {
    smoothllm('down');
    rmSync(home, { recursive: true, force: true });
  };
}
