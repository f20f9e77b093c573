-- A request is looked for by its id alone. A hash is half of a tree's size and cost, and more than
-- "equal" nobody asks. Building it keeps writers out of the ledger for some seconds per million rows.
create index ledger_by_request on ledger using hash (request_id);
