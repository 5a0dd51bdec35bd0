-- An audit asks account by account.
create index letters_by_account on letters (account_id);
create index referrals_by_account on referrals (account_id);
