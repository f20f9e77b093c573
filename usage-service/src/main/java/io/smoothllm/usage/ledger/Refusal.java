package io.smoothllm.usage.ledger;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/// The database refused the data itself, so trying again is useless. Every other failure (no
/// connection, no space, a deadlock, a missing table) is the database's trouble and passes.
///
/// @param reason without the values, which the dead letter holds anyway
record Refusal(String reason) {
    static Optional<Refusal> of(SQLException failure) {
        var state = failure.getSQLState() == null ? "" : failure.getSQLState();
        boolean dataException = state.startsWith("22");
        boolean brokenConstraint = state.startsWith("23");
        boolean tooLarge = state.startsWith("54");
        return dataException || brokenConstraint || tooLarge
                ? Optional.of(new Refusal(reasonOf(failure, state)))
                : Optional.empty();
    }

    private static String reasonOf(SQLException failure, String state) {
        var said = failure instanceof PSQLException e ? e.getServerErrorMessage() : null;
        if (said == null) {
            return "The database refused it, SQLSTATE " + state;
        }
        return said.getConstraint() == null
                ? said.getMessage() + ", SQLSTATE " + state
                : "It violates " + said.getConstraint();
    }
}
