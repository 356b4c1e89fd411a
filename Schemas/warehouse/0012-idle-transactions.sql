-- A program that is stopped in the middle of a transaction keeps its locks until it is killed. A minute without a
-- statement ends the transaction: what it held is free, and what it had written is undone. COPY does not count as idle.
DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I SET idle_in_transaction_session_timeout = ''60s''', current_database());
END
$$;
