package io.smoothllm.usage.reprice;

import io.smoothllm.kit.access.Caller;
import io.smoothllm.usage.problem.UsageProblem.KeyReused;
import io.smoothllm.usage.problem.UsageProblemException;
import io.smoothllm.usage.rollup.Rollups;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// Goes through the calls of a reprice, a batch a transaction. What was broken off goes on where it
/// stopped when it is asked for again.
@ApplicationScoped
class Repricing {
    private static final Logger LOG = Logger.getLogger(Repricing.class);

    private final DataSource database;
    private final Reprices reprices;

    Repricing(DataSource database, Reprices reprices) {
        this.database = database;
        this.reprices = reprices;
    }

    /// What a reprice would do.
    RepriceResult tried(Wanted wanted) throws SQLException {
        var result = RepriceResult.NOTHING;
        try (var db = database.getConnection()) {
            for (var place = Place.before(wanted.from()); place != null; ) {
                var batch = PricedCalls.read(db, wanted, place);
                result = result.plus(batch);
                place = batch.next();
            }
        }
        return result;
    }

    /// @param key null = none
    /// @throws UsageProblemException [KeyReused]
    RepriceResult done(Wanted wanted, String key, Caller caller) throws SQLException {
        var reprice = reprices.open(wanted, key, caller);
        if (!reprice.isFor(wanted)) {
            throw new UsageProblemException(new KeyReused());
        }
        // A thread's own, since it keeps in mind what it wrote.
        var rollups = new Rollups();
        while (takeBatch(reprice.repriceId(), wanted, rollups)) {
            LOG.debugf("Reprice %s goes on", reprice.repriceId());
        }
        var result = reprices.get(reprice.repriceId()).result();
        LOG.infof(
                "Reprice %s by %s: %d of %d calls corrected",
                result.repriceId(), caller.id(), result.correctedRows(), result.rows());
        return result;
    }

    /// @return whether there are more
    boolean takeBatch(UUID id, Wanted wanted, Rollups rollups) throws SQLException {
        try (var db = database.getConnection()) {
            db.setAutoCommit(false);
            try {
                var place = Reprices.lockPlace(db, id);
                if (place.isEmpty()) {
                    db.rollback();
                    return false;
                }
                var batch = PricedCalls.read(db, wanted, place.get());
                var changed = batch.calls().stream().filter(PricedCall::differs).toList();
                Corrections.write(db, rollups, id, changed);
                Reprices.advance(db, id, place.get(), batch);
                db.commit();
                return batch.next() != null;
            } catch (SQLException | RuntimeException e) {
                db.rollback();
                throw e;
            }
        }
    }
}
