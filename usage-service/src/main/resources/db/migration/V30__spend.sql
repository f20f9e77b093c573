-- What each key and each account has spent: one row a scope, changed with every batch of calls and
-- published on the topic smoothllm.spend. A row is its own outbox: version runs ahead of
-- published_version until the broker has it.
create table spend (
    -- Made of scope and scope_id, so any writer makes the same one: see spend_id.
    id                uuid        primary key,
    scope             text        not null check (scope in ('KEY', 'ACCOUNT')),
    scope_id          uuid        not null,
    -- The newest day, week (from Monday) and month, UTC, that anything was spent in, by their first
    -- day. Nothing is known to be spent in a later one.
    day               date        not null,
    day_usd           numeric     not null,
    week              date        not null,
    week_usd          numeric     not null,
    month             date        not null,
    month_usd         numeric     not null,
    total_usd         numeric     not null,
    -- When the newest call that is counted ended.
    as_of             timestamptz not null,
    version           bigint      not null,
    published_version bigint      not null,
    -- Since when the row waits to be published, or did last.
    changed_at        timestamptz not null
);

create index spend_unpublished on spend (changed_at) where version <> published_version;

-- The first 128 bits of a SHA-256; the class Scope has the same in Java.
create function spend_id(scope text, scope_id uuid) returns uuid language sql immutable parallel safe as $$
    select left(encode(sha256(convert_to(scope || '/' || scope_id, 'UTF8')), 'hex'), 32)::uuid
$$;

-- What was spent until now. Days that lie ahead are those of proxies whose clocks do; they count as
-- today.
insert into spend
    select spend_id(scope, scope_id), scope, scope_id,
        today, coalesce(sum(cost_usd) filter (where starts_at >= today), 0),
        week, coalesce(sum(cost_usd) filter (where starts_at >= week), 0),
        month, coalesce(sum(cost_usd) filter (where starts_at >= month), 0),
        sum(cost_usd), max(starts_at) at time zone 'UTC', 1, 0, now()
    from (
        select u.starts_at at time zone 'UTC' as starts_at, u.cost_usd, scope, scope_id
        from rollup_day u join series s on s.id = u.series_id,
            lateral (values ('KEY', s.key_id), ('ACCOUNT', s.account_id)) as of_scope (scope, scope_id)
        where u.grain = 'DETAIL') as cost,
        (select date_trunc('day', utc)::date as today, date_trunc('week', utc)::date as week,
            date_trunc('month', utc)::date as month
        from (select now() at time zone 'UTC' as utc)) as present
    group by scope, scope_id, today, week, month
    having sum(cost_usd) <> 0;
