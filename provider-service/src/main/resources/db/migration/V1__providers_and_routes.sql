-- A row is its own outbox: it is published while version and published_version differ, and a deleted
-- one goes for good once its tombstone is published.
create table provider (
    id                uuid primary key,
    version           bigint      not null check (version > 0),
    published_version bigint      not null default 0,
    deleted           boolean     not null default false,
    -- null = shared by all
    owner_id          uuid,
    name              text        not null,
    dialect           text        not null,
    base_url          text        not null,
    -- sealed; the id is its associated data
    credential        bytea,
    api_key_hint      text check (length(api_key_hint) = 4),
    enabled           boolean     not null,
    priority          integer     not null check (priority between 0 and 1000),
    weight            integer     not null check (weight between 1 and 1000),
    -- headers, timeouts and models: read and written as a whole
    settings          jsonb       not null,
    created_at        timestamptz not null,
    updated_at        timestamptz not null
);

create unique index provider_name on provider (owner_id, name) nulls not distinct where not deleted;
create index provider_unpublished on provider (updated_at) where version <> published_version;

create table route (
    id                uuid primary key,
    version           bigint      not null check (version > 0),
    published_version bigint      not null default 0,
    deleted           boolean     not null default false,
    -- null = shared by all
    owner_id          uuid,
    alias             text        not null,
    enabled           boolean     not null,
    -- [{providerId, model, priority, weight}]: read and written as a whole
    candidates        jsonb       not null,
    created_at        timestamptz not null,
    updated_at        timestamptz not null
);

create unique index route_alias on route (owner_id, alias) nulls not distinct where not deleted;
create index route_unpublished on route (updated_at) where version <> published_version;
-- which routes use this provider
create index route_candidates on route using gin (candidates jsonb_path_ops);
