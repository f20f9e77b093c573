-- In a quarter of an hour CALLER has nearly as many rows as DETAIL, which answers the same: it was kept
-- for nothing.
drop table rollup_quarter_hour_caller;
