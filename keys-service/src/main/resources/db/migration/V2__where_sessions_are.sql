-- Of its last use; null for sessions older than these columns.
alter table session
    add column address    text,
    add column user_agent text check (length(user_agent) <= 200);

-- null = never
alter table virtual_key add column rotated_at timestamptz;
