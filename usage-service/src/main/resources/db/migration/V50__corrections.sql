-- A change of prices after the fact. The ledger stays as it was written: what a call costs by new
-- prices is said by rows of their own.
create table reprice (
    id              uuid        primary key,
    -- The client's word for it; without one the id. Who repeats it means the same reprice.
    idempotency_key text        not null unique,
    starts_at       timestamptz not null,
    ends_at         timestamptz not null,
    provider_id     uuid        not null,
    upstream_model  text        not null,
    prices          jsonb       not null,
    reason          text        not null,
    asked_by        uuid        not null,
    asked_by_name   text        not null,
    asked_at        timestamptz not null default now(),
    -- How far it got: all events up to this one are done, in the order of the ledger's key.
    done_time       timestamptz not null,
    done_instance   uuid        not null,
    done_sequence   bigint      not null,
    finished_at     timestamptz,
    calls           bigint      not null default 0,
    corrected       bigint      not null default 0,
    old_usd         numeric     not null default 0,
    new_usd         numeric     not null default 0
);

-- The correcting rows. An event costs what the ledger says plus all of its differences.
create table correction (
    id                bigint generated always as identity primary key,
    reprice_id        uuid    not null references reprice,
    -- The event.
    started_at        timestamptz not null,
    instance          uuid        not null,
    sequence          bigint      not null,
    -- What it cost until then, and by what: the provider's version, or the reprice before.
    old_usd           numeric     not null,
    old_price_version bigint      not null,
    old_reprice_id    uuid        references reprice,
    difference_usd    numeric     not null check (difference_usd <> 0),
    -- A reprice corrects an event once, and the index finds the corrections of an event.
    unique (started_at, instance, sequence, reprice_id)
);

create index correction_of_reprice on correction (reprice_id);

-- What every event costs, corrections included: what the rollups are the sums of.
create view ledger_cost as
select l.started_at, l.instance, l.sequence, l.cost_usd as billed_usd,
    coalesce(c.difference_usd, 0) as correction_usd,
    l.cost_usd + coalesce(c.difference_usd, 0) as cost_usd
from ledger l left join lateral (
    select sum(c.difference_usd) as difference_usd from correction c
    where c.started_at = l.started_at and c.instance = l.instance and c.sequence = l.sequence) c on true;
