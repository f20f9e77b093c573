-- Who somebody is at an identity provider, once they signed in by it.
create table identity (
    issuer     text        not null,
    subject    text        not null,
    account_id uuid        not null references account,
    linked_at  timestamptz not null,
    primary key (issuer, subject)
);
create unique index identity_account on identity (account_id, issuer);
