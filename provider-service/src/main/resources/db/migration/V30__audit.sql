-- Entries wait here until they are on smoothllm.audit; keys-service keeps the log.
create table audit_entry (
    id                uuid primary key,
    version           bigint not null default 1,
    published_version bigint not null default 0,
    entry             jsonb  not null
);
create index audit_entry_unpublished on audit_entry (id) where version <> published_version;
