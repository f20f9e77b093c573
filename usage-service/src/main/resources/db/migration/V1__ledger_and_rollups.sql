-- The ledger: one row per call to a provider, for good. Days are UTC days of started_at; the
-- service makes them with make_ledger_day, so a day can be dropped as a whole.
create table ledger (
    instance         uuid        not null,
    sequence         bigint      not null,
    request_id       text        not null,
    attempt          integer     not null,
    key_id           uuid        not null,
    key_name         text,
    account_id       uuid        not null,
    account_name     text,
    provider_id      uuid        not null,
    provider_name    text,
    dialect          text,
    model            text        not null,
    upstream_model   text,
    streamed         boolean     not null,
    status           text        not null,
    http_status      integer     not null,
    error_code       text,
    started_at       timestamptz not null,
    input_tokens     bigint      not null,
    cached_input_tokens    bigint      not null,
    cache_write_tokens   bigint      not null,
    output_tokens    bigint      not null,
    reasoning_tokens bigint      not null,
    estimated        boolean     not null,
    cost_usd         numeric     not null,
    priced           boolean     not null,
    price_version    bigint      not null,
    latency_ms       bigint      not null,
    first_token_ms   bigint,
    tags             text[]      not null,
    recorded_at      timestamptz not null default now(),

    -- An event always has the same started_at, so this is unique by (instance, sequence). The time
    -- comes first because the same index then serves "newest first".
    primary key (started_at, instance, sequence),

    -- The limits are far above what any provider does; they keep one wrong record from
    -- overflowing the sums of all the others.
    constraint tokens_in_range check (
        input_tokens between 0 and 1000000000
        and cached_input_tokens between 0 and 1000000000
        and cache_write_tokens between 0 and 1000000000
        and output_tokens between 0 and 1000000000
        and reasoning_tokens between 0 and 1000000000),
    constraint cost_in_range check (cost_usd >= 0 and cost_usd < 1000000000),
    constraint times_in_range check (
        latency_ms between 0 and 10000000000
        and first_token_ms between 0 and 10000000000),
    constraint attempt_in_range check (attempt >= 1)
) partition by range (started_at);

create index ledger_by_account on ledger (account_id, started_at);
create index ledger_by_key on ledger (key_id, started_at);
-- Few rows, and the ones people look for.
create index ledger_of_failures on ledger (started_at) where status <> 'SUCCEEDED';

-- Attaching, unlike CREATE TABLE … PARTITION OF, does not wait for readers of the ledger, nor they
-- for it. The check spares the attach a scan.
create function make_ledger_day(day date) returns void language plpgsql as $$
declare
    name     text := 'ledger_' || to_char(day, 'YYYYMMDD');
    starts   timestamptz := day::timestamp at time zone 'UTC';
    ends     timestamptz := (day + 1)::timestamp at time zone 'UTC';
begin
    perform pg_advisory_xact_lock(hashtext('make_ledger_day'));
    if to_regclass(name) is not null then
        return;
    end if;
    execute format('create table %I (like ledger including defaults including constraints)', name);
    execute format(
        'alter table %I add constraint its_day check (started_at >= %L and started_at < %L)',
        name, starts, ends);
    execute format(
        'alter table ledger attach partition %I for values from (%L) to (%L)', name, starts, ends);
    execute format('alter table %I drop constraint its_day', name);
end
$$;

-- What the rollups count by. A grain says which columns are set: DETAIL all of them, ACCOUNT one,
-- EVERYTHING none. The id is made of the other columns, so any writer makes the same one.
create table series (
    id          uuid primary key,
    grain       text not null,
    account_id  uuid,
    key_id      uuid,
    provider_id uuid,
    model       text,
    status      text,
    tags        text[]
);

create index series_by_account on series (account_id);
create index series_by_key on series (key_id);

-- Sums per quarter of an hour, because every time zone's days begin on one; and per UTC day, for
-- long ranges. Columns latency and first_token are histograms: twelve decimal digits per slot, so
-- + and sum() merge them (see the class Histogram). Grains live apart, which keeps the coarse ones
-- together on few pages.
create table rollup_quarter_hour (
    series_id        uuid        not null,
    starts_at        timestamptz not null,
    grain            text        not null,
    requests         bigint      not null,
    errors           bigint      not null,
    input_tokens     bigint      not null,
    cached_input_tokens    bigint      not null,
    cache_write_tokens   bigint      not null,
    output_tokens    bigint      not null,
    reasoning_tokens bigint      not null,
    cost_usd         numeric     not null,
    latency          numeric     not null,
    first_token      numeric     not null,
    primary key (series_id, starts_at, grain)
) partition by list (grain);

create table rollup_day (like rollup_quarter_hour including defaults, primary key (series_id, starts_at, grain))
    partition by list (grain);

-- Room on each page lets the many updates of the current bucket stay on it.
create table rollup_quarter_hour_detail partition of rollup_quarter_hour
    for values in ('DETAIL') with (fillfactor = 80);
create table rollup_quarter_hour_account partition of rollup_quarter_hour
    for values in ('ACCOUNT') with (fillfactor = 80);
create table rollup_quarter_hour_everything partition of rollup_quarter_hour
    for values in ('EVERYTHING') with (fillfactor = 80);
create table rollup_day_detail partition of rollup_day
    for values in ('DETAIL') with (fillfactor = 80);
create table rollup_day_account partition of rollup_day
    for values in ('ACCOUNT') with (fillfactor = 80);
create table rollup_day_everything partition of rollup_day
    for values in ('EVERYTHING') with (fillfactor = 80);

create index rollup_quarter_hour_by_time on rollup_quarter_hour (starts_at);
create index rollup_day_by_time on rollup_day (starts_at);

-- The last name that a key, provider or account was seen with, for reports about what is deleted.
create table known_name (
    kind    text        not null,
    id      uuid        not null,
    name    text        not null,
    seen_at timestamptz not null,
    primary key (kind, id)
);
