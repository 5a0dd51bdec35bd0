import { Command } from 'commander';
import type { ServiceProcess } from '../runProcess';

/** The processes of the distributed topology; everything they need comes from the environment. */
export const runCommand = (name: ServiceProcess, description: string): Command =>
  new Command(name)
    .description(description)
    .action(() => (require('../runProcess') as typeof import('../runProcess')).runProcess(name));
