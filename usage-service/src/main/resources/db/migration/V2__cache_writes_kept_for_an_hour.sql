-- Of cache_write_tokens: those that the provider keeps for an hour instead of five minutes, at another
-- price. Nobody counted them before.
alter table ledger add column cache_write_hour_tokens bigint not null default 0;

-- Not valid = not checked for the rows that are there, all of which have 0: a long ledger would be read
-- while nobody can write to it.
alter table ledger add constraint cache_write_hour_in_range
    check (cache_write_hour_tokens between 0 and 1000000000) not valid;

-- Both at the same place: reports read the two as one.
alter table rollup_quarter_hour add column cache_write_hour_tokens bigint not null default 0;
alter table rollup_day add column cache_write_hour_tokens bigint not null default 0;
