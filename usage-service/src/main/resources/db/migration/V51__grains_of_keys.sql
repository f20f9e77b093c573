-- Sums of keys by provider and by status, per day: what a provider's or an outcome's report of many
-- days had to gather from DETAIL.
create table rollup_day_served partition of rollup_day
    for values in ('SERVED') with (fillfactor = 80);
create table rollup_day_outcome partition of rollup_day
    for values in ('OUTCOME') with (fillfactor = 80);

-- What was counted before: from DETAIL, under the ids that the class Series gives.
-- (As in V40, whose function a session that came from there has still.)
create or replace function pg_temp.part(value text) returns bytea language sql immutable as $$
    select case
        when value is null then int4send(-1)
        else int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8') end
$$;

create temporary table coarser_of_keys on commit drop as
select s.id as detail, c.*, encode(substring(sha256(
        pg_temp.part(c.grain) || pg_temp.part(s.account_id::text) || pg_temp.part(s.key_id::text)
        || pg_temp.part(c.provider_id::text) || pg_temp.part(null) || pg_temp.part(c.status)
    ) for 16), 'hex')::uuid as id, s.account_id, s.key_id
from series s cross join lateral (values
    ('SERVED', s.provider_id, null::text),
    ('OUTCOME', null, s.status)
) as c (grain, provider_id, status)
where s.grain = 'DETAIL';

insert into series (id, grain, account_id, key_id, provider_id, status)
select distinct id, grain, account_id, key_id, provider_id, status from coarser_of_keys;

insert into rollup_day (
    series_id, starts_at, grain, requests, errors, input_tokens, cached_input_tokens,
    cache_write_tokens, output_tokens, reasoning_tokens, cost_usd, latency, first_token,
    cache_write_hour_tokens)
select c.id, r.starts_at, c.grain, sum(r.requests), sum(r.errors), sum(r.input_tokens),
    sum(r.cached_input_tokens), sum(r.cache_write_tokens), sum(r.output_tokens),
    sum(r.reasoning_tokens), sum(r.cost_usd), sum(r.latency), sum(r.first_token),
    sum(r.cache_write_hour_tokens)
from rollup_day r join coarser_of_keys c on c.detail = r.series_id
where r.grain = 'DETAIL'
group by c.id, r.starts_at, c.grain;
