export { collectAccount } from './collectAccount';
