export { collectAccount } from './collectAccount';
export { keepHistories } from './keepHistories';
export { sealJournal } from './sealJournal';
export { sweepAccounts } from './sweepAccounts';
