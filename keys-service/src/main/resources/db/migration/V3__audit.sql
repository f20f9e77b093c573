create table audit_entry (
    -- UUIDv7, so that entries sort by it
    id          uuid primary key,
    at          timestamptz not null,
    -- all three null = nobody who is known
    actor_kind  text check (actor_kind in ('ACCOUNT', 'SERVICE')),
    -- no reference: entries outlive what they tell of
    actor_id    uuid,
    actor_name  text,
    action      text        not null,
    target_kind text,
    target_id   text,
    target_name text,
    outcome     text        not null check (outcome in ('DONE', 'REFUSED')),
    address     text,
    user_agent  text,
    -- [{"field", "from", "to"}]
    changes     jsonb       not null
);
create index audit_entry_at on audit_entry (at);
create index audit_entry_actor on audit_entry (actor_id, id);
create index audit_entry_target on audit_entry (target_id, id);
