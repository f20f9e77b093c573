create table account (
    id            uuid primary key,
    email         text        not null check (length(email) between 3 and 254),
    name          text check (length(name) between 1 and 100),
    role          text        not null check (role in ('ADMIN', 'MEMBER', 'VIEWER')),
    enabled       boolean     not null,
    -- Argon2id in PHC format; null once the account is deleted
    password_hash text,
    version       bigint      not null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    last_login_at timestamptz,
    -- the row stays, so that reports can still name whose key it was
    deleted_at    timestamptz,
    check (deleted_at is null or (not enabled and password_hash is null)),
    check (deleted_at is not null or password_hash is not null)
);
create unique index account_email on account (lower(email)) where deleted_at is null;

-- One sign-in on one device: the family of all refresh tokens that descend from it.
create table session (
    id         uuid primary key,
    account_id uuid        not null references account,
    -- grows with each refresh; only a token of this generation may be used
    generation integer     not null,
    rotated_at timestamptz not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at   timestamptz
);
create index session_account on session (account_id);

create table refresh_token (
    sha256     bytea primary key check (length(sha256) = 32),
    session_id uuid    not null references session on delete cascade,
    generation integer not null
);
create index refresh_token_session on refresh_token (session_id);

-- What access tokens are signed with. ES256; the private key is not encrypted here, so whoever can
-- read this database can sign in as anyone.
create table signing_key (
    id          uuid primary key,
    public_key  bytea       not null,
    private_key bytea       not null,
    created_at  timestamptz not null,
    -- null = the one in use; afterwards it only verifies, until its last tokens have expired
    retired_at  timestamptz
);
create unique index signing_key_in_use on signing_key ((true)) where retired_at is null;

create table virtual_key (
    id                    uuid primary key,
    account_id            uuid        not null references account,
    name                  text        not null check (length(name) between 1 and 100),
    prefix                text        not null,
    last_four             text        not null,
    secret_sha256         bytea       not null check (length(secret_sha256) = 32),
    -- a rotated secret in its grace period
    previous_sha256       bytea check (length(previous_sha256) = 32),
    previous_valid_until  timestamptz,
    expires_at            timestamptz,
    allowed_models        text[]      not null,
    allowed_providers     uuid[]      not null,
    allowed_ips           text[]      not null,
    requests_per_minute   integer check (requests_per_minute >= 1),
    tokens_per_minute     integer check (tokens_per_minute >= 1),
    max_parallel_requests integer check (max_parallel_requests >= 1),
    budget_usd            numeric check (budget_usd >= 0),
    budget_period         text check (budget_period in ('DAY', 'WEEK', 'MONTH', 'TOTAL')),
    budget_mode           text check (budget_mode in ('SOFT', 'HARD')),
    tags                  text[]      not null,
    version               bigint      not null,
    published_version     bigint      not null,
    created_at            timestamptz not null,
    updated_at            timestamptz not null,
    revoked_at            timestamptz,
    -- the row waits, hidden, until its tombstone is on the topic
    deleted_at            timestamptz,
    check (num_nulls(budget_usd, budget_period, budget_mode) in (0, 3)),
    check (num_nulls(previous_sha256, previous_valid_until) in (0, 2))
);
create unique index virtual_key_secret on virtual_key (secret_sha256);
create index virtual_key_previous on virtual_key (previous_sha256) where previous_sha256 is not null;
create index virtual_key_account on virtual_key (account_id, id);
create index virtual_key_unpublished on virtual_key (id) where version <> published_version;
