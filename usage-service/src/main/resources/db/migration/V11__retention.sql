-- Days whose single calls were dropped, while their sums are kept.
create table dropped_day (
    day        date        primary key,
    dropped_at timestamptz not null default now()
);
