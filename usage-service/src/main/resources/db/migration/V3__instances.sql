-- What each proxy instance had to say. Its calls are numbered from 1 without holes, so sets of numbers
-- show what is missing.
create table proxy_instance (
    instance    uuid           primary key,
    -- Calls that are in the ledger, and those of them that no proxy saw the end of.
    received    int8multirange not null default '{}',
    interrupted int8multirange not null default '{}',
    -- Records that came again and were dropped.
    duplicates  bigint         not null default 0,
    first_seen  timestamptz    not null default now(),
    last_seen   timestamptz    not null default now(),
    -- From its latest report; null before the first one.
    reported_at timestamptz,
    admitted    bigint         not null default 0,
    open        int8multirange not null default '{}',
    oldest_open timestamptz,
    closed      boolean        not null default false,
    -- Since when something is missing; null when nothing is.
    gap_since   timestamptz
);

create function numbers_in(numbers int8multirange) returns bigint language sql immutable parallel safe as $$
    select coalesce(sum(upper(r) - lower(r)), 0)::bigint from unnest(numbers) as r
$$;

-- Numbers that were given out, are not open, and did not arrive.
create function missing_numbers(admitted bigint, received int8multirange, open int8multirange)
    returns int8multirange language sql immutable parallel safe as $$
    select int8multirange(int8range(1, admitted + 1)) - received - open
$$;

create index proxy_instance_with_gap on proxy_instance (gap_since) where gap_since is not null;
